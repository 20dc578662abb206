/*
 * Dual numbers c0 + c1 n modulo n^2, in all lanes of a vector at a time. The kernel that includes
 * this has chosen the lanes: vectors, rows of long multiplications and bytes come from
 * ifma_vector.h and ifma_bytes.h, or from avx_vector.h and avx_bytes.h.
 *
 * With R = 2^(LIMB_BITS H) >= 256 n and parts below 4n of one operand and 2n of the other, the
 * results below are again below 2n:
 *   Montgomery   (4n 2n + R n) / R                     < 8n^2 / R + n          < 1.04 n
 *                (2 * 4n 2n + R + n + R n) / R         < 16n^2 / R + n + 2     < 1.1 n
 *   Barrett      see divide()                                                   < 1.8 n
 */
#ifndef BLINDSUM_DUAL_RING_H
#define BLINDSUM_DUAL_RING_H

#include "columns.h"

/* What the second operand of a multiplication is: any element, the first operand itself, or the
 * low part of one, whose high part counts as zero and is not read. */
enum operand { ELEMENT, ITSELF, LOW_PART };

/*
 * Asks the cache for rows, one a lane, part number `part` of so many: asked for all at once, they
 * would keep a core waiting that has room for a dozen such requests. No rows, nothing to ask for.
 */
INLINE void prefetch_rows(const uint64_t *const *rows, int limbs, int part, int parts) {
    if (rows != NULL) {
        const int lines = (2 * limbs + LINE_WORDS - 1) / LINE_WORDS, all = LANES * lines;
        for (int i = all * part / parts; i < all * (part + 1) / parts; i++) {
            __builtin_prefetch(rows[i / lines] + i % lines * LINE_WORDS);
        }
    }
}

/*
 * r = a b / R mod n^2 in Montgomery's way. Let q be the quotient with a0 b0 + q n = t R. Then
 *     a b = a0 b0 + (a1 b0 + a0 b1) n = t R + (a1 b0 + a0 b1 - q) n   (mod n^2),
 * so that r0 = t and r1 = (a1 b0 + a0 b1 - q) / R mod n. To stay positive, -q is taken as
 * (R - 1 - q) + (1 - R): the complement of each limb of q, and ring->offset. The limbs of q
 * come out in blocks, just when the second sum needs them. A square has 2 a0 a1. As a limb of a
 * quotient waits for the one before, each block of it is found beside rows of the other sum. Asks the
 * cache for the `next` rows meanwhile.
 */
INLINE void dual_multiply(const bs_ring *ring, vec *r, const vec *a, const vec *b,
                          enum operand kind, const uint64_t *const *next, int limbs, int block) {
    vec first[MAX_COLUMNS], second[MAX_COLUMNS], doubled[VECTOR_LIMBS];
    vec first_q[MAX_BLOCK], second_q[MAX_BLOCK];
    if (kind == ITSELF) {
        for (int j = 0; j < limbs; j++) {
            vec below = j == 0 ? zero() : shift_right(a[j - 1], LIMB_BITS - 1);
            doubled[j] = limb_of(add(add(a[j], a[j]), below));
        }
        square_columns(first, a, limbs, block);
    }
    for (int j = 0; j < limbs; j++) {
        second[j] = broadcast(ring->offset[j]);
    }
    for (int i = 0; i < limbs; i += block) {
        const struct reduction of_first = {ring, first + i, first_q};
        const struct reduction of_second = {ring, second + i, second_q};
        prefetch_rows(next, limbs, 2 * i / block, 2 * limbs / block);
        if (kind != ITSELF) {
            add_rows(first + i, i == 0 ? 0 : limbs, a, limbs, b + i, block);
        }
        add_rows_beside(&of_first, second + i, a + limbs, limbs, (kind == ITSELF ? doubled : b) + i,
                        block);
        UNROLL for (int t = 0; t < block; t++) {
            second[i + t] = add(second[i + t], complement_of(first_q[t]));
        }
        prefetch_rows(next, limbs, 2 * i / block + 1, 2 * limbs / block);
        if (kind == ELEMENT) {
            add_rows(second + i, limbs + block, a, limbs, b + limbs + i, block);
        }
        add_quotient(&of_first, &of_second, limbs, block);
        add_quotient(&of_second, NULL, limbs, block);
    }
    normalise(r, first + limbs, limbs);
    normalise(r + limbs, second + limbs, limbs);
}

/*
 * r = a b / R mod n of numbers modulo n alone, in Montgomery's way, and the quotient q with
 * a b + q n = r R.
 */
INLINE void montgomery_multiply(const bs_ring *ring, vec *r, vec *quotient, const vec *a,
                                const vec *b, int limbs, int block) {
    vec columns[MAX_COLUMNS];
    for (int i = 0; i < limbs; i += block) {
        add_rows(columns + i, i == 0 ? 0 : limbs, a, limbs, b + i, block);
        montgomery_block(ring, columns + i, quotient + i, limbs, block);
    }
    normalise(r, columns + limbs, limbs);
}

/*
 * Divides by n in Barrett's way, for normalised x < 16 n^2 of 2H limbs. With s = bits(n) and
 * mu = floor(2^(s-2) R / n),
 *     quotient = floor(floor(x / 2^(s-2)) mu / R),   remainder = x - quotient n.
 * The quotient is at most floor(x / n), and x / n exceeds the value before the last rounding by
 * less than 2^(s-2) / n + x / (2^(s-2) R) <= 1/2 + 1/4 (and a trifle for the columns below
 * H - 2, left out): the remainder is below 1.8 n. It is computed modulo R, as x + quotient (R - n).
 */
INLINE void divide(const bs_ring *ring, vec *remainder, vec *quotient, const vec *x, int limbs,
                   int block) {
    vec top[VECTOR_LIMBS], columns[MAX_COLUMNS];
    const int skipped = (int)(ring->bits - 2) / LIMB_BITS;
    const int shift = (int)(ring->bits - 2) % LIMB_BITS;
    for (int j = 0; j < limbs; j++) {
        top[j] = limb_of(add(shift_right(x[skipped + j], shift),
                             shift_left(x[skipped + j + 1], LIMB_BITS - shift)));
    }
    for (int i = 0; i < limbs; i += block) {
        int first = limbs - 2 - i - block; /* lower columns cannot carry into the quotient */
        first = first > 0 ? first : 0;
        add_scalar_rows(columns + i, i == 0 ? first : limbs, ring->reciprocal, first, limbs,
                        top + i, block);
    }
    vec carry = carry_of(add(columns[limbs - 1], carry_of(columns[limbs - 2])));
    columns[limbs] = add(columns[limbs], carry);
    normalise(quotient, columns + limbs, limbs);

    copy(columns, x, limbs);
    for (int i = 0; i < limbs; i += block) {
        add_scalar_rows(columns + i, limbs - i, ring->complement, 0, limbs - i, quotient + i,
                        block);
    }
    normalise(remainder, columns, limbs);
}

/* group = numbers of `bytes` bytes, below 16 n^2: the pair is their division by n */
INLINE void dual_load(const bs_ring *ring, vec *group, const uint8_t *const *source, size_t bytes,
                      int limbs, int block) {
    vec x[2 * VECTOR_LIMBS];
    read_limbs(x, source, bytes, 2 * limbs);
    divide(ring, group, group + limbs, x, limbs, block);
}

/*
 * r = a b mod n^2 without Montgomery form. Dividing a0 b0 = r0 + q n leaves
 * r1 = a1 b0 + a0 b1 + q mod n.
 */
INLINE void dual_multiply_plain(const bs_ring *ring, vec *r, const vec *a, const vec *b, int limbs,
                                int block, int divide_block) {
    vec columns[MAX_COLUMNS], r0[VECTOR_LIMBS], quotient[VECTOR_LIMBS];
    multiply_columns(columns, a, b, limbs, block);
    normalise(columns, columns, 2 * limbs);
    divide(ring, r0, quotient, columns, limbs, divide_block);
    copy(columns, quotient, limbs);
    add_product_columns(columns, a + limbs, b, limbs, block);
    for (int i = 0; i < limbs; i += block) {
        add_rows(columns + i, limbs + block, a, limbs, b + limbs + i, block);
    }
    normalise(columns, columns, 2 * limbs);
    divide(ring, r + limbs, quotient, columns, limbs, divide_block);
    copy(r, r0, limbs);
}

/* r = (1 + m n) r, m < 2n: only r1 = r1 + m r0 mod n changes. */
INLINE void dual_lift(const bs_ring *ring, vec *r, const vec *m, int limbs, int block,
                      int divide_block) {
    vec columns[MAX_COLUMNS], quotient[VECTOR_LIMBS];
    copy(columns, r + limbs, limbs);
    add_product_columns(columns, r, m, limbs, block);
    normalise(columns, columns, 2 * limbs);
    divide(ring, r + limbs, quotient, columns, limbs, divide_block);
}

/*
 * Reduces both parts of a pair below n: a part 0 below 2n gives its n, if any, to part 1, which
 * is then at most 2n.
 */
INLINE void reduce_fully(const bs_ring *ring, vec *r, int limbs) {
    r[limbs] = add(r[limbs], subtract_modulus(ring, r, limbs));
    normalise(r + limbs, r + limbs, limbs);
    subtract_modulus(ring, r + limbs, limbs);
    subtract_modulus(ring, r + limbs, limbs);
}

/* r = a + b: parts below 4n, brought below 2n by at most two subtractions of n. */
INLINE void dual_add(const bs_ring *ring, vec *r, const vec *a, const vec *b, int limbs) {
    for (int j = 0; j < 2 * limbs; j++) {
        r[j] = add(a[j], b[j]);
    }
    normalise(r, r, limbs);
    for (int times = 0; times < 2; times++) {
        r[limbs] = add(r[limbs], subtract_modulus(ring, r, limbs));
    }
    normalise(r + limbs, r + limbs, limbs);
    for (int times = 0; times < 3; times++) {
        subtract_modulus(ring, r + limbs, limbs);
    }
}

/* Writes c0 + c1 n, which is below n^2 once both parts are below n. */
INLINE void dual_store(const bs_ring *ring, const vec *group, uint8_t *const *target, int limbs,
                       int block) {
    vec r[2 * VECTOR_LIMBS], columns[MAX_COLUMNS];
    copy(r, group, 2 * limbs);
    reduce_fully(ring, r, limbs);
    copy(columns, r, limbs);
    for (int i = 0; i < limbs; i += block) {
        add_scalar_rows(columns + i, limbs, ring->modulus, 0, limbs, r + limbs + i, block);
    }
    normalise(columns, columns, 2 * limbs);
    write_limbs(columns, target, ring->element_bytes, 2 * limbs);
}

/* Writes c0 and c1. */
INLINE void dual_store_digits(const bs_ring *ring, const vec *group, uint8_t *const *low,
                              uint8_t *const *high, int limbs) {
    vec r[2 * VECTOR_LIMBS];
    copy(r, group, 2 * limbs);
    reduce_fully(ring, r, limbs);
    write_limbs(r, low, ring->root_bytes, limbs);
    write_limbs(r + limbs, high, ring->root_bytes, limbs);
}

#endif
