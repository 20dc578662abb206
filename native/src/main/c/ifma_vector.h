/*
 * Products of 52-bit limbs, on AVX-512 IFMA.
 *
 * IFMA gives the low or the high half of the product of two limbs, and adds it to a 64-bit column.
 * Columns take up to 4096 such halves before they overflow; at most 6 * VECTOR_LIMBS meet in one
 * here, so carries wait until normalise().
 */
#ifndef BLINDSUM_IFMA_VECTOR_H
#define BLINDSUM_IFMA_VECTOR_H

#define LIMB_BITS 52
#define VECTOR_LIMBS 160 /* 8192 + 8 bits, rounded up to blocks */
#define MAX_BLOCK 10
#include "lanes.h"

/* sum + the low 52 bits of a b */
INLINE vec add_low(vec sum, vec a, vec b) {
    return (vec)_mm512_madd52lo_epu64((__m512i)sum, (__m512i)a, (__m512i)b);
}

/* sum + floor(a b / 2^52) */
INLINE vec add_high(vec sum, vec a, vec b) {
    return (vec)_mm512_madd52hi_epu64((__m512i)sum, (__m512i)a, (__m512i)b);
}

/* columns += a b, at the column of its low end */
INLINE void add_product(vec *columns, vec a, vec b) {
    columns[0] = add_low(columns[0], a, b);
    columns[1] = add_high(columns[1], a, b);
}

/*
 * One step of a window of `block` columns: window[t] += a m[t] for 0 <= t < block; then it moves by
 * a column, `next` coming in, and returns the one that it leaves. First all low halves, then all
 * high ones: an addition to a column does not wait long for the one before.
 */
INLINE vec step(vec *window, vec a, const vec *m, vec next, int block) {
    UNROLL for (int t = 0; t < block; t++) {
        window[t] = add_low(window[t], a, m[t]);
    }
    const vec done = window[0];
    UNROLL for (int t = 0; t < block; t++) {
        window[t] = add_high(t + 1 < block ? window[t + 1] : next, a, m[t]);
    }
    return done;
}

/*
 * Makes columns[0] a multiple of 2^52 by the limb q of Montgomery's quotient: adds q n, of n the
 * lowest `block` limbs, to the columns above, and what columns[0] carries. As its lower 52 bits
 * become 0, that is the column rounded up, which does not wait for q.
 */
INLINE vec reduce_column(const bs_ring *ring, vec *columns, int block) {
    const uint64_t *n = ring->modulus;
    const vec q = add_low(zero(), columns[0], broadcast(ring->negative_inverse));
    const vec carry = carry_of(add(columns[0], broadcast(LIMB_MASK)));
    const vec high = add_high(zero(), q, broadcast(n[0]));
    columns[1] = add(add_low(add(columns[1], carry), q, broadcast(n[1])), high);
    UNROLL for (int j = 1; j < block - 1; j++) {
        vec column = add_low(columns[j + 1], q, broadcast(n[j + 1]));
        columns[j + 1] = add_high(column, q, broadcast(n[j]));
    }
    columns[block] = add_high(columns[block], q, broadcast(n[block - 1]));
    return q;
}

#endif
