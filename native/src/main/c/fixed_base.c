/*
 * Powers of one base from a table.
 *
 * With digits d_i of the exponent in radix 2^window, base^e = product of base^(d_i 2^(window i)),
 * and each factor is a row of the table: row d of position i. All rows are in Montgomery form
 * but those of position 0, so that the product comes out plain.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "batch.h"
#include "natural.h"
#include "power.h"

#define HUGE_PAGE ((size_t)2 << 20)
#define MAX_EXPONENT_BITS (8 * MAX_EXPONENT_BYTES)
#define MAX_WINDOW 16

struct bs_fixed_base {
    const bs_ring *ring;
    size_t exponent_bits;
    unsigned window;
    size_t positions;
    size_t bytes;
    uint64_t *rows;
};

static size_t entries(const bs_fixed_base *table) { return (size_t)1 << table->window; }

static uint64_t *row(const bs_fixed_base *table, size_t position, uint64_t digit) {
    return table->rows + (position * entries(table) + digit) * table->ring->row_words;
}

int64_t bs_fixed_base_size(const bs_ring *ring, int32_t exponent_bits, int32_t window) {
    if (ring == NULL || exponent_bits < 1 || exponent_bits > MAX_EXPONENT_BITS || window < 1 ||
        window > MAX_WINDOW) {
        return BS_ERROR_ARGUMENT;
    }
    int64_t positions = (exponent_bits + window - 1) / window;
    return (positions << window) * (int64_t)(ring->row_words * sizeof(uint64_t));
}

/*
 * Fills the rows of the positions from `first` on, one position a lane. `power` is
 * base^(2^(window first)) in Montgomery form, and is taken on to the next group of positions.
 */
static void fill_positions(const bs_fixed_base *table, size_t first, uint64_t *power,
                           uint64_t *scratch) {
    const bs_ring *ring = table->ring;
    const struct ring_operations *operations = ring->operations;
    size_t lanes = operations->lanes;
    uint64_t *step = scratch, *entry = step + ring->group_words, *rows = entry + ring->group_words;
    uint64_t *unused = rows + ring->group_words;
    uint64_t *target[MAX_LANES];
    const uint64_t *source[MAX_LANES];

    /* step, lane l = base^(2^(window (first + l))) */
    for (size_t lane = 0; lane < lanes; lane++) {
        for (size_t other = 0; other < lanes; other++) {
            target[other] = other == lane ? rows + lane * ring->row_words : unused;
        }
        operations->scatter_rows(ring, power, target);
        source[lane] = rows + lane * ring->row_words;
        for (unsigned i = 0; i < table->window; i++) {
            operations->square(ring, power, power);
        }
    }
    operations->gather_rows(ring, step, source);

    /* entry = 1 in Montgomery form; plain in the lane of position 0 */
    for (size_t lane = 0; lane < lanes; lane++) {
        target[lane] = rows + lane * ring->row_words;
    }
    if (first == 0) {
        operations->scatter_rows(ring, ring->factor, target);
        for (size_t lane = 1; lane < lanes; lane++) {
            target[lane] = unused;
        }
        operations->scatter_rows(ring, ring->one, target);
        operations->gather_rows(ring, entry, source);
    } else {
        memcpy(entry, ring->factor, ring->group_words * sizeof *entry);
    }
    for (size_t digit = 0; digit < entries(table); digit++) {
        for (size_t lane = 0; lane < lanes; lane++) {
            bool exists = first + lane < table->positions;
            target[lane] = exists ? row(table, first + lane, digit) : unused;
        }
        operations->scatter_rows(ring, entry, target);
        operations->multiply(ring, entry, entry, step);
    }
}

static uint64_t *new_rows(size_t bytes) {
    void *rows = NULL;
    if (posix_memalign(&rows, bytes < HUGE_PAGE ? 64 : HUGE_PAGE, bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    /* Random rows of a large table miss the TLB on small pages; it is only advice. */
    if (bytes >= HUGE_PAGE) {
        madvise(rows, bytes, MADV_HUGEPAGE);
    }
#endif
    return rows;
}

int64_t bs_fixed_base_new(const bs_ring *ring, const uint8_t *base, int32_t exponent_bits,
                          int32_t window, bs_fixed_base **result) {
    int64_t bytes = bs_fixed_base_size(ring, exponent_bits, window);
    if (bytes < 0 || base == NULL || result == NULL) {
        return BS_ERROR_ARGUMENT;
    }
    *result = NULL;
    const uint8_t *source[MAX_LANES];
    batch_sources(source, base, ring->element_bytes, 0, 1);
    int64_t refused = batch_refused(source, ring->element_bound, ring->element_bytes, 0, 1);
    if (refused != BS_OK) {
        return refused;
    }
    bs_fixed_base *table = calloc(1, sizeof *table);
    uint64_t *power = ring_new_groups(ring, 5);
    uint64_t *rows = new_rows((size_t)bytes);
    if (table == NULL || power == NULL || rows == NULL) {
        ring_free_groups(ring, power, 5);
        free(rows);
        free(table);
        return BS_ERROR_MEMORY;
    }
    table->ring = ring;
    table->exponent_bits = (size_t)exponent_bits;
    table->window = (unsigned)window;
    table->positions = (table->exponent_bits + table->window - 1) / table->window;
    table->bytes = (size_t)bytes;
    table->rows = rows;
    ring->operations->load(ring, power, source, ring->element_bytes);
    ring->operations->multiply(ring, power, power, ring->factor_squared);
    for (size_t first = 0; first < table->positions; first += ring->operations->lanes) {
        fill_positions(table, first, power, power + ring->group_words);
    }
    ring_free_groups(ring, power, 5);
    *result = table;
    return BS_OK;
}

void bs_fixed_base_free(bs_fixed_base *table) {
    if (table != NULL) {
        natural_wipe(table->rows, table->bytes);
        free(table->rows);
        natural_wipe(table, sizeof *table);
        free(table);
    }
}

/* Asks the cache for the rows that the lanes will need at a position. */
static void prefetch(const bs_fixed_base *table, size_t position, const uint8_t *const *exponent,
                     size_t exponent_bytes) {
    for (size_t lane = 0; lane < table->ring->operations->lanes; lane++) {
        uint64_t digit = exponent_digit(exponent[lane], exponent_bytes, position * table->window,
                                        table->window);
        batch_prefetch(row(table, position, digit), table->ring->row_words * sizeof(uint64_t));
    }
}

/* r = the factors of a position, one a lane */
static void look_up(const bs_fixed_base *table, uint64_t *r, size_t position,
                    const uint8_t *const *exponent, size_t exponent_bytes, bool hardened) {
    const bs_ring *ring = table->ring;
    uint64_t digit[MAX_LANES];
    const uint64_t *source[MAX_LANES];
    for (size_t lane = 0; lane < MAX_LANES; lane++) {
        digit[lane] = exponent_digit(exponent[lane], exponent_bytes, position * table->window,
                                     table->window);
        source[lane] = row(table, position, digit[lane]);
    }
    if (hardened) {
        ring->operations->scan_rows(ring, r, row(table, position, 0), entries(table), digit);
    } else {
        ring->operations->gather_rows(ring, r, source);
    }
}

/* r = base^(exponent of the lane), plain */
static void power_from_table(const bs_fixed_base *table, uint64_t *r,
                             const uint8_t *const *exponent, size_t exponent_bytes, bool hardened,
                             uint64_t *scratch) {
    look_up(table, r, 0, exponent, exponent_bytes, hardened);
    for (size_t position = 1; position < table->positions; position++) {
        look_up(table, scratch, position, exponent, exponent_bytes, hardened);
        if (!hardened && position + 1 < table->positions) {
            prefetch(table, position + 1, exponent, exponent_bytes);
        }
        table->ring->operations->multiply(table->ring, r, r, scratch);
    }
}

/* Returns 0 if the exponents in use are below 2^exponent_bits, or 1 + the index of the first
 * that is not. */
static int64_t refused_exponent(const bs_fixed_base *table, const uint8_t *const *exponent,
                                size_t exponent_bytes, size_t first, size_t used) {
    for (size_t lane = 0; lane < used; lane++) {
        uint64_t above = 0;
        for (size_t bit = table->exponent_bits; bit < 8 * exponent_bytes; bit += 8) {
            above |= exponent_digit(exponent[lane], exponent_bytes, bit, 8);
        }
        if (above != 0) {
            return (int64_t)(first + lane) + 1;
        }
    }
    return BS_OK;
}

/* Plaintexts may be null: then they are zero. */
static int64_t encrypt_batch(const bs_fixed_base *table, const uint8_t *m,
                             const uint8_t *exponents, size_t exponent_bytes, bool hardened,
                             uint8_t *out, size_t count) {
    if (table == NULL || exponent_bytes == 0 || exponent_bytes > MAX_EXPONENT_BYTES ||
        !batch_is_addressable(exponents, count, exponent_bytes) ||
        !batch_is_addressable(out, count, table->ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    const bs_ring *ring = table->ring;
    const struct ring_operations *operations = ring->operations;
    uint64_t *r = ring_new_groups(ring, 2);
    if (r == NULL) {
        return BS_ERROR_MEMORY;
    }
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *exponent[MAX_LANES], *plaintext[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(exponent, exponents, exponent_bytes, first, used);
        batch_targets(target, out, ring->element_bytes, first, used);
        status = refused_exponent(table, exponent, exponent_bytes, first, used);
        if (status == BS_OK && m != NULL) {
            batch_sources(plaintext, m, ring->root_bytes, first, used);
            status = batch_refused(plaintext, ring->root_bound, ring->root_bytes, first, used);
        }
        if (status != BS_OK) {
            break;
        }
        power_from_table(table, r, exponent, exponent_bytes, hardened, r + ring->group_words);
        if (m != NULL) {
            operations->lift(ring, r, plaintext);
        }
        operations->store(ring, r, target);
    }
    ring_free_groups(ring, r, 2);
    ring_wipe_stack();
    return status;
}

int64_t bs_fixed_base_power(const bs_fixed_base *table, const uint8_t *exponents,
                            size_t exponent_bytes, int32_t hardened, uint8_t *out, size_t count) {
    return encrypt_batch(table, NULL, exponents, exponent_bytes, hardened != 0, out, count);
}

int64_t bs_fixed_base_encrypt(const bs_fixed_base *table, const uint8_t *m,
                              const uint8_t *exponents, size_t exponent_bytes, int32_t hardened,
                              uint8_t *out, size_t count) {
    if (table == NULL || !batch_is_addressable(m, count, table->ring->root_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    return encrypt_batch(table, m, exponents, exponent_bytes, hardened != 0, out, count);
}
