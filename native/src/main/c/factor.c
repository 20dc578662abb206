#include "factor.h"

#include <string.h>

static int top_bit(uint128 x) {
    int bit = 0;
    while (x >>= 1) {
        bit++;
    }
    return bit;
}

void leave_products(const bs_ring *ring, uint64_t *product, uint128 taken, uint64_t *scratch) {
    const struct ring_operations *operations = ring->operations;
    if (operations->factor_is_one) {
        return;
    }
    if (taken != 0) {
        /* scratch = factor^taken in Montgomery form, in which factor_squared is the factor */
        memcpy(scratch, ring->factor_squared, ring->group_words * sizeof *scratch);
        for (int bit = top_bit(taken) - 1; bit >= 0; bit--) {
            operations->square(ring, scratch, scratch);
            if (taken >> bit & 1) {
                operations->multiply(ring, scratch, scratch, ring->factor_squared);
            }
        }
        operations->multiply(ring, product, product, scratch);
    }
    operations->multiply(ring, product, product, ring->one);
}

void multiply_lanes(const bs_ring *ring, uint64_t *product, uint64_t *scratch) {
    size_t lanes = ring->operations->lanes;
    uint64_t *rows = scratch, *other = scratch + ring->group_words;
    for (size_t distance = lanes / 2; distance != 0; distance /= 2) {
        uint64_t *row[MAX_LANES];
        const uint64_t *partner[MAX_LANES];
        for (size_t lane = 0; lane < lanes; lane++) {
            row[lane] = rows + lane * ring->row_words;
            partner[lane] = rows + (lane ^ distance) * ring->row_words;
        }
        ring->operations->scatter_rows(ring, product, row);
        ring->operations->gather_rows(ring, other, partner);
        ring->operations->multiply(ring, product, product, other);
    }
}
