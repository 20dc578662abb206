/*
 * Big-endian bytes to limbs and back, eight lanes at a time.
 *
 * Eight limbs are 416 bits, 52 bytes: one step takes 52 bytes of each lane, spreads them over
 * eight limbs within a register, and transposes the eight registers.
 */
#ifndef BLINDSUM_IFMA_BYTES_H
#define BLINDSUM_IFMA_BYTES_H

#include "ifma_vector.h"

#include "columns.h"

#define STEP_BYTES 52
#define NO_BYTE 0xff

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

INLINE __m512i odd_limb_shift(void) { return _mm512_set_epi64(4, 0, 4, 0, 4, 0, 4, 0); }

/* The bytes of a 64-byte register that end with the `left` lowest of a number. */
INLINE __mmask64 last_bytes(size_t left) {
    return left >= 64 ? ~UINT64_C(0) : left == 0 ? 0 : ~UINT64_C(0) << (64 - left);
}

/* limbs[0 .. count) = the big-endian numbers of `bytes` bytes; reads no byte beyond them. */
INLINE void read_limbs(vec *limbs, const uint8_t *const *source, size_t bytes, int count) {
    const __m512i index = _mm512_loadu_si512(SPREAD_INDEX);
    for (int j = 0; j < count; j += 8) {
        size_t below = (size_t)(j / 8) * STEP_BYTES;
        __mmask64 present = last_bytes(below < bytes ? bytes - below : 0);
        vec v[8];
        for (int lane = 0; lane < 8; lane++) {
            const void *end = (const void *)((uintptr_t)source[lane] + bytes - below - 64);
            __m512i x = _mm512_permutexvar_epi8(index, _mm512_maskz_loadu_epi8(present, end));
            v[lane] = limb_of((vec)_mm512_srlv_epi64(x, odd_limb_shift()));
        }
        transpose(v);
        copy(limbs + j, v, count - j < 8 ? count - j : 8);
    }
}

/* Writes the low `bytes` bytes of normalised limbs; a null target is left out. */
INLINE void write_limbs(const vec *limbs, uint8_t *const *target, size_t bytes, int count) {
    const __m512i even = _mm512_loadu_si512(EVEN_INDEX), odd = _mm512_loadu_si512(ODD_INDEX);
    const __m512i none = _mm512_set1_epi8((char)NO_BYTE);
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
            __m512i x = _mm512_sllv_epi64((__m512i)v[lane], odd_limb_shift());
            __m512i packed = _mm512_or_si512(_mm512_maskz_permutexvar_epi8(from_even, even, x),
                                             _mm512_maskz_permutexvar_epi8(from_odd, odd, x));
            void *end = (void *)((uintptr_t)target[lane] + bytes - below - 64);
            _mm512_mask_storeu_epi8(end, last_bytes(left), packed);
        }
    }
}

#endif
