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
 * Moves a window of `block` columns along a: columns[j + t] += a[j] m[t] for first <= j < length
 * and 0 <= t < block. The columns that enter the window are zero if they are `empty`.
 */
INLINE void slide(vec *columns, vec *window, const void *a, bool scalar, int first, int length,
                  const vec *m, int block, bool empty) {
    for (int j = first; j < length; j++) {
        vec x = operand_limb(a, scalar, j);
        columns[j] = add(window[0], product_of(x, m[0]));
        UNROLL for (int t = 1; t < block; t++) {
            window[t - 1] = add(window[t], product_of(x, m[t]));
        }
        window[block - 1] = empty ? zero() : columns[j + block];
    }
}

/*
 * `block` rows of a long multiplication, as slide() moves along. Touches
 * columns[first .. length + block), of which those from number `filled` on are written only: they
 * need not be cleared before. `filled` is `first`, or at least first + block.
 */
INLINE void slide_rows(vec *columns, int filled, const void *a, bool scalar, int first, int length,
                       const vec *m, int block) {
    const int met = filled - block < first    ? first
                    : filled - block < length ? filled - block
                                              : length;
    vec multiplier[MAX_BLOCK], window[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        multiplier[t] = m[t];
        window[t] = filled == first ? zero() : columns[first + t];
    }
    slide(columns, window, a, scalar, first, met, multiplier, block, false);
    slide(columns, window, a, scalar, met, length, multiplier, block, true);
    UNROLL for (int t = 0; t < block; t++) {
        columns[length + t] = window[t];
    }
}

/*
 * One block of Montgomery's reduction: finds the `block` limbs q with
 *     columns + q n = 0 modulo 2^(26 block)
 * and adds q n, so that columns[block ..) holds the quotient by that power; columns[0 .. block)
 * are left undefined. Touches columns[0 .. limbs + block).
 */
INLINE void montgomery_block(const bs_ring *ring, vec *columns, vec *q, int limbs, int block) {
    const uint64_t *n = ring->modulus;
    const vec negative_inverse = broadcast(ring->negative_inverse);
    vec window[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        window[t] = columns[t];
    }
    /* The triangle that decides q, limb by limb: the lowest column becomes a multiple of 2^27. */
    UNROLL for (int t = 0; t < block; t++) {
        q[t] = limb_of(product_of(window[0], negative_inverse));
        vec carry = carry_of(add(window[0], product_of(q[t], broadcast(n[0]))));
        window[0] = add(window[1], carry);
        UNROLL for (int j = 1; j < block - 1; j++) {
            window[j] = window[j + 1];
        }
        window[block - 1] = columns[t + block];
        UNROLL for (int j = 0; j < block - 1; j++) {
            window[j] = add(window[j], product_of(q[t], broadcast(n[j + 1])));
        }
    }
    slide(columns, window, n, true, block, limbs, q, block, false);
    UNROLL for (int t = 0; t < block; t++) {
        columns[limbs + t] = window[t];
    }
}

#endif
