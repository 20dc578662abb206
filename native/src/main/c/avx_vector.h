/*
 * Products of 27-bit limbs, on AVX2 or AVX-512.
 *
 * Both multiply 32-bit numbers; the product of two limbs, of 54 bits, is added to a 64-bit column.
 * Columns take up to 1024 products before they overflow; at most 3 * VECTOR_LIMBS meet in one
 * here, so carries wait until normalise().
 */
#ifndef BLINDSUM_AVX_VECTOR_H
#define BLINDSUM_AVX_VECTOR_H

#define LIMB_BITS 27
#define VECTOR_LIMBS 304 /* 8192 + 8 bits, rounded up to blocks */
#define MAX_BLOCK 8
#include "lanes.h"

/* a b for limbs */
INLINE vec product_of(vec a, vec b) {
#if LANES == 8
    return (vec)_mm512_mul_epu32((__m512i)a, (__m512i)b);
#else
    return (vec)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#endif
}

/* columns += a b */
INLINE void add_product(vec *columns, vec a, vec b) {
    columns[0] = add(columns[0], product_of(a, b));
}

/*
 * One step of a window of `block` columns: window[t] += a m[t] for 0 <= t < block; then it moves by
 * a column, `next` coming in, and returns the one that it leaves.
 */
INLINE vec step(vec *window, vec a, const vec *m, vec next, int block) {
    const vec done = add(window[0], product_of(a, m[0]));
    UNROLL for (int t = 1; t < block; t++) {
        window[t - 1] = add(window[t], product_of(a, m[t]));
    }
    window[block - 1] = next;
    return done;
}

/*
 * Makes columns[0] a multiple of 2^27 by the limb q of Montgomery's quotient: adds q n, of n the
 * lowest `block` limbs, to the columns above, and what columns[0] carries.
 */
INLINE vec reduce_column(const bs_ring *ring, vec *columns, int block) {
    const uint64_t *n = ring->modulus;
    const vec q = limb_of(product_of(columns[0], broadcast(ring->negative_inverse)));
    const vec carry = carry_of(add(columns[0], product_of(q, broadcast(n[0]))));
    columns[1] = add(add(columns[1], carry), product_of(q, broadcast(n[1])));
    UNROLL for (int j = 2; j < block; j++) {
        columns[j] = add(columns[j], product_of(q, broadcast(n[j])));
    }
    return q;
}

#endif
