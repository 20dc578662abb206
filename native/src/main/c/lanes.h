/*
 * Numbers side by side in radix 2^LIMB_BITS, which the header that includes this has chosen:
 * vector j holds limb j of the lanes, four with AVX2 and eight with AVX-512.
 *
 * `limbs` and `block` are compile-time constants wherever speed matters, as each function is
 * inlined into the instances of a kernel; `block` limbs of an operand stay in registers at a time
 * and `limbs` is a multiple of it.
 */
#ifndef BLINDSUM_LANES_H
#define BLINDSUM_LANES_H

#include <immintrin.h>

#include "ring.h"

#define INLINE static inline __attribute__((always_inline))
#ifdef __clang__
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

#ifdef __AVX512F__
#define LANES 8
#else
#define LANES 4
#endif
#define LINE_WORDS 8 /* of the cache */
#define LIMB_MASK ((UINT64_C(1) << LIMB_BITS) - 1)
/* Columns of a product, and the block that rows may spill over. */
#define MAX_COLUMNS (2 * VECTOR_LIMBS + MAX_BLOCK)

typedef uint64_t vec __attribute__((vector_size(8 * LANES), may_alias));

INLINE vec zero(void) { return (vec){0}; }

INLINE vec add(vec a, vec b) { return a + b; }

INLINE vec subtract(vec a, vec b) { return a - b; }

/* all bits where a = b, none elsewhere */
INLINE vec equal(vec a, vec b) { return (vec)(a == b); }

/* sum | (x & chosen). A masked move would do as well, but compilers make of it a masked load,
 * of which it is not said that it takes the same time for any mask. */
INLINE vec add_chosen(vec sum, vec x, vec chosen) { return sum | (x & chosen); }

#if LANES == 8

INLINE vec broadcast(uint64_t x) { return (vec)_mm512_set1_epi64((long long)x); }

INLINE vec load_words(const uint64_t *source) { return (vec)_mm512_loadu_si512(source); }

INLINE void store_words(uint64_t *target, vec x) { _mm512_storeu_si512(target, (__m512i)x); }

/* v[i], lane l becomes v[l], lane i */
INLINE void transpose(vec *v) {
    __m512i pairs[8], quads[8];
    for (int i = 0; i < 8; i += 2) {
        pairs[i] = _mm512_unpacklo_epi64((__m512i)v[i], (__m512i)v[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi64((__m512i)v[i], (__m512i)v[i + 1]);
    }
    for (int i = 0; i < 8; i += 4) {
        for (int k = 0; k < 2; k++) {
            quads[i + k] = _mm512_shuffle_i64x2(pairs[i + k], pairs[i + k + 2], 0x88);
            quads[i + k + 2] = _mm512_shuffle_i64x2(pairs[i + k], pairs[i + k + 2], 0xdd);
        }
    }
    for (int k = 0; k < 4; k++) {
        v[k] = (vec)_mm512_shuffle_i64x2(quads[k], quads[4 + k], 0x88);
        v[k + 4] = (vec)_mm512_shuffle_i64x2(quads[k], quads[4 + k], 0xdd);
    }
}

#else

INLINE vec broadcast(uint64_t x) { return (vec)_mm256_set1_epi64x((long long)x); }

INLINE vec load_words(const uint64_t *source) {
    return (vec)_mm256_loadu_si256((const __m256i *)source);
}

INLINE void store_words(uint64_t *target, vec x) {
    _mm256_storeu_si256((__m256i *)target, (__m256i)x);
}

INLINE void transpose(vec *v) {
    __m256i pairs[4];
    for (int i = 0; i < 4; i += 2) {
        pairs[i] = _mm256_unpacklo_epi64((__m256i)v[i], (__m256i)v[i + 1]);
        pairs[i + 1] = _mm256_unpackhi_epi64((__m256i)v[i], (__m256i)v[i + 1]);
    }
    for (int k = 0; k < 2; k++) {
        v[k] = (vec)_mm256_permute2x128_si256(pairs[k], pairs[k + 2], 0x20);
        v[k + 2] = (vec)_mm256_permute2x128_si256(pairs[k], pairs[k + 2], 0x31);
    }
}

#endif

/* Limb j of an operand: vectors, or words that are the same in all lanes if it is `scalar`. */
INLINE vec operand_limb(const void *a, bool scalar, int j) {
    return scalar ? broadcast(((const uint64_t *)a)[j]) : ((const vec *)a)[j];
}

INLINE vec shift_right(vec x, int bits) { return x >> broadcast((uint64_t)bits); }

INLINE vec shift_left(vec x, int bits) { return x << broadcast((uint64_t)bits); }

INLINE vec carry_of(vec column) { return shift_right(column, LIMB_BITS); }

INLINE vec limb_of(vec column) { return column & broadcast(LIMB_MASK); }

/* 2^LIMB_BITS - 1 - x for a limb x */
INLINE vec complement_of(vec limb) { return limb ^ broadcast(LIMB_MASK); }

#endif
