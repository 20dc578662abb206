/*
 * Eight numbers side by side in radix 2^52: vector j holds limb j of the eight lanes.
 *
 * AVX-512 IFMA multiplies 52-bit limbs, giving the low or the high half of the product, and
 * adds it to a 64-bit column. Columns take up to 4096 such halves before they overflow; at
 * most 6 * MAX_LIMBS meet in one here, so carries wait until normalise().
 *
 * `limbs` and `block` are compile-time constants wherever speed matters, as each function is
 * inlined into ifma.c's instances; `block` limbs of an operand stay in registers at a time and
 * `limbs` is a multiple of it.
 */
#ifndef BLINDSUM_IFMA_VECTOR_H
#define BLINDSUM_IFMA_VECTOR_H

#include <immintrin.h>

#include "ring.h"

#define INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

#define LIMB_BITS 52
#define LIMB_MASK ((UINT64_C(1) << LIMB_BITS) - 1)
#define MAX_BLOCK 10
/* Columns of a product, and the block that rows may spill over. */
#define MAX_COLUMNS (2 * MAX_LIMBS + MAX_BLOCK)

typedef __m512i vec;

INLINE vec zero(void) { return _mm512_setzero_si512(); }

INLINE vec broadcast(uint64_t x) { return _mm512_set1_epi64((long long)x); }

INLINE vec add(vec a, vec b) { return _mm512_add_epi64(a, b); }

/* sum + the low 52 bits of a b */
INLINE vec add_low(vec sum, vec a, vec b) { return _mm512_madd52lo_epu64(sum, a, b); }

/* sum + floor(a b / 2^52) */
INLINE vec add_high(vec sum, vec a, vec b) { return _mm512_madd52hi_epu64(sum, a, b); }

INLINE vec carry_of(vec column) { return _mm512_srli_epi64(column, LIMB_BITS); }

INLINE vec limb_of(vec column) { return _mm512_and_si512(column, broadcast(LIMB_MASK)); }

INLINE void clear(vec *columns, int count) {
    for (int j = 0; j < count; j++) {
        columns[j] = zero();
    }
}

INLINE void copy(vec *target, const vec *source, int count) {
    for (int j = 0; j < count; j++) {
        target[j] = source[j];
    }
}

/* Carries through `count` columns; drops the carry out of the last. */
INLINE void normalise(vec *limbs, const vec *columns, int count) {
    vec carry = zero();
    for (int j = 0; j < count; j++) {
        vec column = add(columns[j], carry);
        limbs[j] = limb_of(column);
        carry = carry_of(column);
    }
}

/*
 * columns[j + t] += a[j] m[t] for first <= j < length and 0 <= t < block: `block` rows of a long
 * multiplication. A window of `block` columns moves along a, its low and high halves summed
 * apart so that the chains of additions are short. Touches columns[first .. length + block).
 */
INLINE void slide_rows(vec *columns, const vec *a, const uint64_t *a_scalar, int first, int length,
                       const vec *m, int block) {
    vec multiplier[MAX_BLOCK], low[MAX_BLOCK], high[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        multiplier[t] = m[t];
        low[t] = columns[first + t];
        high[t] = zero();
    }
    for (int j = first; j < length; j++) {
        vec x = a != NULL ? a[j] : broadcast(a_scalar[j]);
        low[0] = add_low(low[0], x, multiplier[0]);
        columns[j] = add(low[0], high[0]);
        vec next = columns[j + block];
        UNROLL for (int t = 1; t < block; t++) {
            low[t - 1] = add_low(low[t], x, multiplier[t]);
        }
        low[block - 1] = next;
        UNROLL for (int t = 0; t < block - 1; t++) {
            high[t] = add_high(high[t + 1], x, multiplier[t]);
        }
        high[block - 1] = add_high(zero(), x, multiplier[block - 1]);
    }
    UNROLL for (int t = 0; t < block; t++) {
        columns[length + t] = add(low[t], high[t]);
    }
}

/* slide_rows over all of a vector operand */
INLINE void add_rows(vec *columns, const vec *a, int length, const vec *m, int block) {
    slide_rows(columns, a, NULL, 0, length, m, block);
}

/* slide_rows with an operand that is the same in all lanes, from its limb `first` on */
INLINE void add_scalar_rows(vec *columns, const uint64_t *a, int first, int length, const vec *m,
                            int block) {
    slide_rows(columns, NULL, a, first, length, m, block);
}

/* columns[0 .. 2 limbs) = a b, not normalised; columns has room for `block` more */
INLINE void multiply_columns(vec *columns, const vec *a, const vec *b, int limbs, int block) {
    clear(columns, 2 * limbs + block);
    for (int i = 0; i < limbs; i += block) {
        add_rows(columns + i, a, limbs, b + i, block);
    }
}

/* columns[0 .. 2 limbs) = a^2: the products a[i] a[j] with i < j, doubled, and the squares */
INLINE void square_columns(vec *columns, const vec *a, int limbs, int block) {
    clear(columns, 2 * limbs + block);
    for (int i = 0; i < limbs; i += block) {
        vec *diagonal = columns + 2 * i;
        UNROLL for (int u = 0; u < block; u++) {
            UNROLL for (int v = u + 1; v < block; v++) {
                diagonal[u + v] = add_low(diagonal[u + v], a[i + u], a[i + v]);
                diagonal[u + v + 1] = add_high(diagonal[u + v + 1], a[i + u], a[i + v]);
            }
        }
        if (i + block < limbs) {
            add_rows(diagonal + block, a + i + block, limbs - i - block, a + i, block);
        }
    }
    for (int i = 0; i < limbs; i++) {
        columns[2 * i] = add_low(add(columns[2 * i], columns[2 * i]), a[i], a[i]);
        columns[2 * i + 1] = add_high(add(columns[2 * i + 1], columns[2 * i + 1]), a[i], a[i]);
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
    /* The rest of q n, as in slide_rows. */
    UNROLL for (int t = 0; t < block; t++) {
        high[t] = zero();
    }
    for (int j = block; j < limbs; j++) {
        vec x = broadcast(n[j]);
        low[0] = add_low(low[0], x, q[0]);
        columns[j] = add(low[0], high[0]);
        vec next = columns[j + block];
        UNROLL for (int t = 1; t < block; t++) {
            low[t - 1] = add_low(low[t], x, q[t]);
        }
        low[block - 1] = next;
        UNROLL for (int t = 0; t < block - 1; t++) {
            high[t] = add_high(high[t + 1], x, q[t]);
        }
        high[block - 1] = add_high(zero(), x, q[block - 1]);
    }
    UNROLL for (int t = 0; t < block; t++) {
        columns[limbs + t] = add(low[t], high[t]);
    }
}

/* x -= n where x >= n; returns the mask of those lanes. */
INLINE __mmask8 subtract_modulus(const bs_ring *ring, vec *x, int limbs) {
    vec difference[MAX_LIMBS];
    vec borrow = zero();
    for (int j = 0; j < limbs; j++) {
        vec column = _mm512_sub_epi64(_mm512_sub_epi64(x[j], broadcast(ring->modulus[j])), borrow);
        difference[j] = limb_of(column);
        borrow = _mm512_srli_epi64(column, 63);
    }
    __mmask8 fits = _mm512_cmpeq_epi64_mask(borrow, zero());
    for (int j = 0; j < limbs; j++) {
        x[j] = _mm512_mask_mov_epi64(x[j], fits, difference[j]);
    }
    return fits;
}

#endif
