#include "power.h"

#include <string.h>

#include "batch.h"
#include "natural.h"

/* The window that makes fewest multiplications for a sliding window, with at most 64 entries. */
static unsigned sliding_window(size_t bits) {
    return bits > 1792  ? 7
           : bits > 672 ? 6
           : bits > 240 ? 5
           : bits > 80  ? 4
           : bits > 24  ? 3
           : bits > 8   ? 2
                        : 1;
}

/* A scan costs as much as a third to half a multiplication, and more once its table is larger than a
 * core's first cache. */
unsigned power_secret_window(size_t bytes) { return bytes > 192 ? 5 : bytes > 16 ? 4 : 3; }

static void copy_group(const bs_ring *ring, uint64_t *r, const uint64_t *x) {
    memcpy(r, x, ring->group_words * sizeof *r);
}

static void square_times(const bs_ring *ring, uint64_t *r, size_t times) {
    for (size_t i = 0; i < times; i++) {
        ring->operations->square(ring, r, r);
    }
}

void power_public(const bs_ring *ring, uint64_t *r, const uint64_t *x, const uint8_t *exponent,
                  size_t bytes, uint64_t *scratch) {
    const struct ring_operations *operations = ring->operations;
    size_t bits = natural_bit_length(exponent, bytes);
    if (bits == 0) {
        copy_group(ring, r, ring->factor);
        return;
    }
    /* table[i] = x^(2 i + 1) */
    unsigned window = sliding_window(bits);
    uint64_t *square = scratch, *table = scratch + ring->group_words;
    copy_group(ring, table, x);
    operations->square(ring, square, x);
    for (size_t i = 1; i < (size_t)1 << (window - 1); i++) {
        uint64_t *entry = table + i * ring->group_words;
        operations->multiply(ring, entry, entry - ring->group_words, square);
    }
    bool started = false;
    for (size_t above = bits; above > 0;) { /* the bits below `above` are still to do */
        if (exponent_digit(exponent, bytes, above - 1, 1) == 0) {
            operations->square(ring, r, r);
            above--;
            continue;
        }
        unsigned length = above < window ? (unsigned)above : window;
        uint64_t digit = exponent_digit(exponent, bytes, above - length, length);
        unsigned zeros = (unsigned)__builtin_ctzll(digit);
        const uint64_t *entry = table + (digit >> zeros >> 1) * ring->group_words;
        above -= length - zeros;
        if (started) {
            square_times(ring, r, length - zeros);
            operations->multiply(ring, r, r, entry);
        } else {
            copy_group(ring, r, entry);
            started = true;
        }
    }
}

void power_table(const bs_ring *ring, uint64_t *table, const uint64_t *x, size_t entries) {
    size_t words = ring->group_words;
    copy_group(ring, table, ring->factor);
    copy_group(ring, table + words, x);
    for (size_t i = 2; i < entries; i++) {
        if (i % 2 == 0) {
            ring->operations->square(ring, table + i * words, table + i / 2 * words);
        } else {
            ring->operations->multiply(ring, table + i * words, table + (i - 1) * words, x);
        }
    }
}

void power_secret(const bs_ring *ring, uint64_t *r, const uint64_t *x, const uint8_t *exponent,
                  size_t bytes, uint64_t *scratch) {
    const struct ring_operations *operations = ring->operations;
    unsigned window = power_secret_window(bytes);
    size_t entries = (size_t)1 << window;
    size_t position = (8 * bytes - 1) / window * window;
    uint64_t *entry = scratch, *table = scratch + ring->group_words;
    power_table(ring, table, x, entries);
    for (bool started = false;; started = true) {
        uint64_t digits[MAX_LANES];
        uint64_t digit = exponent_digit(exponent, bytes, position, window);
        for (size_t lane = 0; lane < MAX_LANES; lane++) {
            digits[lane] = digit;
        }
        operations->scan(ring, started ? entry : r, table, entries, digits);
        if (started) {
            operations->multiply(ring, r, r, entry);
        }
        if (position == 0) {
            return;
        }
        position -= window;
        square_times(ring, r, window);
    }
}

int64_t bs_power(const bs_ring *ring, const uint8_t *a, const uint8_t *exponent,
                 size_t exponent_bytes, int32_t secret, uint8_t *out, size_t count) {
    if (ring == NULL || exponent_bytes == 0 || exponent_bytes > MAX_EXPONENT_BYTES ||
        !batch_is_addressable(exponent, count != 0, exponent_bytes) ||
        !batch_is_addressable(a, count, ring->element_bytes) ||
        !batch_is_addressable(out, count, ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    const struct ring_operations *operations = ring->operations;
    uint64_t *groups = ring_new_groups(ring, POWER_PUBLIC_GROUPS + 2);
    if (groups == NULL) {
        return BS_ERROR_MEMORY;
    }
    uint64_t *x = groups, *r = x + ring->group_words, *scratch = r + ring->group_words;
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *source[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(source, a, ring->element_bytes, first, used);
        batch_targets(target, out, ring->element_bytes, first, used);
        status = batch_refused(source, ring->element_bound, ring->element_bytes, first, used);
        if (status != BS_OK) {
            break;
        }
        operations->load(ring, x, source, ring->element_bytes);
        operations->multiply(ring, x, x, ring->factor_squared);
        if (secret) {
            power_secret(ring, r, x, exponent, exponent_bytes, scratch);
        } else {
            power_public(ring, r, x, exponent, exponent_bytes, scratch);
        }
        operations->multiply(ring, r, r, ring->one);
        operations->store(ring, r, target);
    }
    ring_free_groups(ring, groups, POWER_PUBLIC_GROUPS + 2);
    ring_wipe_stack();
    return status;
}
