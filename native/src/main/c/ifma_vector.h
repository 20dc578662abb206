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
 * Moves a window of `block` columns along a: columns[j + t] += a[j] m[t] for first <= j < length
 * and 0 <= t < block. The low and the high halves of the window are summed apart, so that the
 * chains of additions are short. The columns that enter the window are zero if they are `empty`.
 */
INLINE void slide(vec *columns, vec *low, vec *high, const void *a, bool scalar, int first,
                  int length, const vec *m, int block, bool empty) {
    for (int j = first; j < length; j++) {
        vec x = operand_limb(a, scalar, j);
        low[0] = add_low(low[0], x, m[0]);
        columns[j] = add(low[0], high[0]);
        vec next = empty ? zero() : columns[j + block];
        UNROLL for (int t = 1; t < block; t++) {
            low[t - 1] = add_low(low[t], x, m[t]);
        }
        low[block - 1] = next;
        UNROLL for (int t = 0; t < block - 1; t++) {
            high[t] = add_high(high[t + 1], x, m[t]);
        }
        high[block - 1] = add_high(zero(), x, m[block - 1]);
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
    vec multiplier[MAX_BLOCK], low[MAX_BLOCK], high[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        multiplier[t] = m[t];
        low[t] = filled == first ? zero() : columns[first + t];
        high[t] = zero();
    }
    slide(columns, low, high, a, scalar, first, met, multiplier, block, false);
    slide(columns, low, high, a, scalar, met, length, multiplier, block, true);
    UNROLL for (int t = 0; t < block; t++) {
        columns[length + t] = add(low[t], high[t]);
    }
}

/*
 * One block of Montgomery's reduction: finds the `block` limbs q with
 *     columns + q n = 0 modulo 2^(52 block)
 * and adds q n, so that columns[block ..) holds the quotient by that power; columns[0 .. block)
 * are left undefined. Touches columns[0 .. limbs + block).
 */
INLINE void montgomery_block(const bs_ring *ring, vec *columns, vec *q, int limbs, int block) {
    const uint64_t *n = ring->modulus;
    const vec negative_inverse = broadcast(ring->negative_inverse);
    vec low[MAX_BLOCK], high[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        low[t] = columns[t];
    }
    /*
     * The triangle that decides q, limb by limb: the lowest column becomes a multiple of 2^52. As
     * its lower 52 bits become 0, what it carries is the column rounded up, which does not wait
     * for q; and what q adds to the next column is summed in two halves at once. Each limb of q
     * waits for the one before: with few limbs in a number, that wait is most of what is lost.
     */
    UNROLL for (int t = 0; t < block; t++) {
        q[t] = add_low(zero(), low[0], negative_inverse);
        vec carry = carry_of(add(low[0], broadcast(LIMB_MASK)));
        low[0] = add(low[1], carry);
        UNROLL for (int j = 1; j < block - 1; j++) {
            low[j] = low[j + 1];
        }
        low[block - 1] = columns[t + block];
        UNROLL for (int j = 0; j < block - 1; j++) {
            low[j] = add_low(low[j], q[t], broadcast(n[j + 1]));
        }
        low[0] = add(low[0], add_high(zero(), q[t], broadcast(n[0])));
        UNROLL for (int j = 1; j < block; j++) {
            low[j] = add_high(low[j], q[t], broadcast(n[j]));
        }
    }
    UNROLL for (int t = 0; t < block; t++) {
        high[t] = zero();
    }
    slide(columns, low, high, n, true, block, limbs, q, block, false);
    UNROLL for (int t = 0; t < block; t++) {
        columns[limbs + t] = add(low[t], high[t]);
    }
}

#endif
