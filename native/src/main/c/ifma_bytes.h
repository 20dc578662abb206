/*
 * Big-endian bytes to limbs and back, and rows to groups and back, eight lanes at a time.
 *
 * Eight limbs are 416 bits, 52 bytes: one step takes 52 bytes of each lane, spreads them over
 * eight limbs within a register, and transposes the eight registers.
 */
#ifndef BLINDSUM_IFMA_BYTES_H
#define BLINDSUM_IFMA_BYTES_H

#include "ifma_vector.h"

#define STEP_BYTES 52
#define NO_BYTE 0xff
#define SELECTED_VECTORS 5 /* words of a row that select_words takes at a time, by eight */

/* v[i][l] becomes v[l][i]: an 8 by 8 transposition. */
INLINE void transpose(vec *v) {
    vec pairs[8], quads[8];
    for (int i = 0; i < 8; i += 2) {
        pairs[i] = _mm512_unpacklo_epi64(v[i], v[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi64(v[i], v[i + 1]);
    }
    for (int i = 0; i < 8; i += 4) {
        for (int k = 0; k < 2; k++) {
            quads[i + k] = _mm512_shuffle_i64x2(pairs[i + k], pairs[i + k + 2], 0x88);
            quads[i + k + 2] = _mm512_shuffle_i64x2(pairs[i + k], pairs[i + k + 2], 0xdd);
        }
    }
    for (int k = 0; k < 4; k++) {
        v[k] = _mm512_shuffle_i64x2(quads[k], quads[4 + k], 0x88);
        v[k + 4] = _mm512_shuffle_i64x2(quads[k], quads[4 + k], 0xdd);
    }
}

/*
 * A register is loaded with the 64 bytes that end where the step ends, so that byte t of the
 * number, counted from its low end, is at 63 - t. Limb i begins at bit 52 i: at byte 13 i / 2,
 * for odd i four bits above. Byte b of word i of the index is where it is taken from.
 */
#define SPREAD(start)                                                                             \
    63 - (start), 62 - (start), 61 - (start), 60 - (start), 59 - (start), 58 - (start),           \
        57 - (start), 56 - (start)
static const uint8_t SPREAD_INDEX[64] = {SPREAD(0),  SPREAD(6),  SPREAD(13), SPREAD(19),
                                         SPREAD(26), SPREAD(32), SPREAD(39), SPREAD(45)};

/* The way back: where byte 63 - t comes from, out of the limbs with even and with odd number,
 * the odd ones moved up by four bits. Both contribute to the byte that two limbs share. */
#define X NO_BYTE
static const uint8_t EVEN_INDEX[64] = {
    X, X, X, X, X, X, X, X, X, X, X, X, /* 12 bytes above the step */
    X, X, X, X, X, X, 54, 53, 52, 51, 50, 49, 48, X, X, X, X, X, X, 38, 37, 36, 35, 34, 33, 32,
    X, X, X, X, X, X, 22, 21, 20, 19, 18, 17, 16, X, X, X, X, X, X, 6, 5, 4, 3, 2, 1, 0};
static const uint8_t ODD_INDEX[64] = {
    X, X, X, X, X, X, X, X, X, X, X, X, /* 12 bytes above the step */
    62, 61, 60, 59, 58, 57, 56, X, X, X, X, X, X, 46, 45, 44, 43, 42, 41, 40, X, X, X, X, X, X,
    30, 29, 28, 27, 26, 25, 24, X, X, X, X, X, X, 14, 13, 12, 11, 10, 9, 8, X, X, X, X, X, X};
#undef X

INLINE vec odd_limb_shift(void) { return _mm512_set_epi64(4, 0, 4, 0, 4, 0, 4, 0); }

/* The bytes of a 64-byte register that end with the `left` lowest of a number. */
INLINE __mmask64 last_bytes(size_t left) {
    return left >= 64 ? ~UINT64_C(0) : left == 0 ? 0 : ~UINT64_C(0) << (64 - left);
}

/* limbs[0 .. count) = the big-endian numbers of `bytes` bytes; reads no byte beyond them. */
INLINE void read_limbs(vec *limbs, const uint8_t *const *source, size_t bytes, int count) {
    const vec index = _mm512_loadu_si512(SPREAD_INDEX);
    for (int j = 0; j < count; j += 8) {
        size_t below = (size_t)(j / 8) * STEP_BYTES;
        __mmask64 present = last_bytes(below < bytes ? bytes - below : 0);
        vec v[8];
        for (int lane = 0; lane < 8; lane++) {
            const void *end = (const void *)((uintptr_t)source[lane] + bytes - below - 64);
            vec x = _mm512_permutexvar_epi8(index, _mm512_maskz_loadu_epi8(present, end));
            v[lane] = limb_of(_mm512_srlv_epi64(x, odd_limb_shift()));
        }
        transpose(v);
        copy(limbs + j, v, count - j < 8 ? count - j : 8);
    }
}

/* Writes the low `bytes` bytes of normalised limbs; a null target is left out. */
INLINE void write_limbs(const vec *limbs, uint8_t *const *target, size_t bytes, int count) {
    const vec even = _mm512_loadu_si512(EVEN_INDEX), odd = _mm512_loadu_si512(ODD_INDEX);
    const vec none = _mm512_set1_epi8((char)NO_BYTE);
    const __mmask64 from_even = _mm512_cmpneq_epi8_mask(even, none);
    const __mmask64 from_odd = _mm512_cmpneq_epi8_mask(odd, none);
    for (size_t below = 0; below < bytes; below += STEP_BYTES) {
        int j = (int)(below / STEP_BYTES) * 8;
        size_t left = bytes - below < STEP_BYTES ? bytes - below : STEP_BYTES;
        vec v[8];
        for (int i = 0; i < 8; i++) {
            v[i] = j + i < count ? limbs[j + i] : zero();
        }
        transpose(v);
        for (int lane = 0; lane < 8; lane++) {
            if (target[lane] == NULL) {
                continue;
            }
            vec x = _mm512_sllv_epi64(v[lane], odd_limb_shift());
            vec packed = _mm512_or_si512(_mm512_maskz_permutexvar_epi8(from_even, even, x),
                                         _mm512_maskz_permutexvar_epi8(from_odd, odd, x));
            void *end = (void *)((uintptr_t)target[lane] + bytes - below - 64);
            _mm512_mask_storeu_epi8(end, last_bytes(left), packed);
        }
    }
}

/* limbs = rows of eight lanes */
INLINE void gather_rows(vec *limbs, const uint64_t *const *row, int count) {
    for (int j = 0; j < count; j += 8) {
        vec v[8];
        for (int lane = 0; lane < 8; lane++) {
            v[lane] = _mm512_loadu_si512(row[lane] + j);
        }
        transpose(v);
        copy(limbs + j, v, count - j < 8 ? count - j : 8);
    }
}

/* rows of eight lanes = limbs */
INLINE void scatter_rows(const vec *limbs, uint64_t *const *row, int count) {
    for (int j = 0; j < count; j += 8) {
        vec v[8];
        for (int i = 0; i < 8; i++) {
            v[i] = j + i < count ? limbs[j + i] : zero();
        }
        transpose(v);
        for (int lane = 0; lane < 8; lane++) {
            _mm512_storeu_si512(row[lane] + j, v[lane]);
        }
    }
}

/* sum | (x & chosen). A masked move would do as well, but compilers make of it a masked load,
 * of which it is not said that it takes the same time for any mask. */
INLINE vec add_chosen(vec sum, vec x, vec chosen) {
    return _mm512_or_si512(sum, _mm512_and_si512(x, chosen));
}

/* row = words 8 * first .. 8 * (first + count) of row number `digit`, reading all rows */
INLINE void select_words(uint64_t *row, const uint64_t *rows, size_t row_words, size_t entries,
                         uint64_t digit, size_t first, int count) {
    vec v[SELECTED_VECTORS];
    clear(v, count);
    for (size_t entry = 0; entry < entries; entry++) {
        const uint64_t differs = entry ^ digit; /* far below 2^63 */
        const vec chosen = broadcast(0 - ((differs - 1) >> 63));
        const uint64_t *words = rows + entry * row_words + 8 * first;
        UNROLL for (int i = 0; i < count; i++) {
            v[i] = add_chosen(v[i], _mm512_loadu_si512(words + 8 * i), chosen);
        }
    }
    for (int i = 0; i < count; i++) {
        _mm512_storeu_si512(row + 8 * (first + (size_t)i), v[i]);
    }
}

/* limbs = row number digit[lane] of consecutive rows, reading all of them */
INLINE void scan_rows(vec *limbs, const uint64_t *rows, size_t row_words, size_t entries,
                      const uint64_t *digit, int count) {
    uint64_t chosen[8][2 * MAX_LIMBS];
    const uint64_t *row[8];
    for (int lane = 0; lane < 8; lane++) {
        size_t vectors = row_words / 8, first = 0;
        for (; first + SELECTED_VECTORS <= vectors; first += SELECTED_VECTORS) {
            select_words(chosen[lane], rows, row_words, entries, digit[lane], first,
                         SELECTED_VECTORS);
        }
        for (; first < vectors; first++) {
            select_words(chosen[lane], rows, row_words, entries, digit[lane], first, 1);
        }
        row[lane] = chosen[lane];
    }
    gather_rows(limbs, row, count);
}

#endif
