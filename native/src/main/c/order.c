/*
 * With fixed windows, x^(p-2) is made of squares and of multiplications by entries b_j = x^j of a
 * table, one for each digit j of p - 2. In log form (see fixed_base.c) an entry is
 * b_j = B_j (1 + l_j p), and multiplying by B_j alone, four products of limbs in place of five,
 * leaves the logarithms for later. After one more x,
 *     x^(p-1) = (t + e p) (1 + L p),   L = sum over j of E_j l_j,
 * where the weight E_j is the sum of 2^(window i) over the positions i of the digits that are j,
 * and the last x adds 1 to E_1.
 *
 * The l_j = C_j / B_j of entries (B_j, C_j) need no inversion: x^(p-2) is 1 / x modulo p, so that
 * the very power that they are wanted for is what they are divided by. In Horner's way,
 *     L = sum over j of E_j C_j x^(-j)  =  (... + E_2 C_2) / x + E_1 C_1) / x + E_0 C_0.
 */
#include "order.h"

#include <string.h>

#include "batch.h"
#include "natural.h"
#include "power.h"

static size_t entries(const bs_ring *ring) {
    return (size_t)1 << power_secret_window(ring->root_bytes);
}

/* The weight of an entry, without a branch on a digit. */
static void set_weight(const bs_ring *ring, struct order *order, uint64_t entry) {
    const uint8_t *source[MAX_LANES];
    uint8_t weight[MAX_ROOT_BYTES] = {0};
    unsigned window = power_secret_window(ring->root_bytes);
    for (size_t position = 0; position < 8 * ring->root_bytes; position += window) {
        uint64_t differs =
            entry ^ exponent_digit(order->exponent, ring->root_bytes, position, window);
        uint64_t same = (differs - 1) >> 63; /* digits are below 2^63 */
        weight[ring->root_bytes - 1 - position / 8] |= (uint8_t)(same << position % 8);
    }
    weight[ring->root_bytes - 1] += entry == 1; /* no carry: windows have three bits and more */
    batch_sources(source, weight, ring->root_bytes, 0, 1);
    ring->operations->load(ring, order->weights + entry * ring->group_words, source,
                           ring->root_bytes);
    natural_wipe(weight, sizeof weight);
}

bool order_open(const bs_ring *ring, struct order *order) {
    uint8_t two[MAX_ROOT_BYTES] = {0};
    two[ring->root_bytes - 1] = 2;
    natural_subtract_bytes(order->exponent, ring->root_bound, two, ring->root_bytes);
    order->weights = ring_new_groups(ring, entries(ring));
    for (uint64_t entry = 0; order->weights != NULL && entry < entries(ring); entry++) {
        set_weight(ring, order, entry);
    }
    return order->weights != NULL;
}

void order_close(const bs_ring *ring, struct order *order) {
    ring_free_groups(ring, order->weights, entries(ring));
}

/* (r0, r1) (1 + L p) = x^(p-2), of which r0 is 1 / x modulo p, in Montgomery form */
static void climb(const bs_ring *ring, const struct order *order, uint64_t *r,
                  const uint64_t *table, uint64_t *entry) {
    const struct ring_operations *operations = ring->operations;
    size_t bytes = ring->root_bytes;
    unsigned window = power_secret_window(bytes);
    size_t position = (8 * bytes - 1) / window * window;
    for (bool started = false;; started = true) {
        uint64_t digits[MAX_LANES];
        uint64_t digit = exponent_digit(order->exponent, bytes, position, window);
        for (size_t lane = 0; lane < MAX_LANES; lane++) {
            digits[lane] = digit;
        }
        operations->scan_low(ring, started ? entry : r, table, entries(ring), digits);
        if (started) {
            operations->multiply_low(ring, r, r, entry, NULL);
        } else {
            memset(r + ring_part_words(ring), 0, ring_part_words(ring) * sizeof *r);
        }
        if (position == 0) {
            return;
        }
        position -= window;
        for (unsigned i = 0; i < window; i++) {
            operations->square(ring, r, r);
        }
    }
}

void order_power(const bs_ring *ring, const struct order *order, uint64_t *r, const uint64_t *x,
                 uint64_t *scratch) {
    const struct ring_operations *operations = ring->operations;
    size_t words = ring->group_words;
    uint64_t *entry = scratch, *inverse = entry + words, *log = inverse + words;
    uint64_t *table = log + words;
    power_table(ring, table, x, entries(ring));
    climb(ring, order, r, table, entry);
    memcpy(inverse, r, words * sizeof *r);
    operations->multiply_low(ring, r, r, x, NULL);
    operations->multiply_low(ring, r, r, ring->one, NULL);
    memset(log, 0, words * sizeof *log);
    for (size_t j = entries(ring); j-- > 0;) {
        operations->log_term(ring, log, inverse, table + j * words, order->weights + j * words);
    }
    /* times 1 + L p */
    memcpy(entry, ring->one, words * sizeof *entry);
    memcpy(entry + ring_part_words(ring), log, ring_part_words(ring) * sizeof *entry);
    operations->multiply_plain(ring, r, r, entry);
}
