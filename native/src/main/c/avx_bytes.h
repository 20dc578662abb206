/*
 * Big-endian bytes to limbs and back: by way of 64-bit words, one lane's after the other's, which
 * are then cut in all lanes at once.
 */
#ifndef BLINDSUM_AVX_BYTES_H
#define BLINDSUM_AVX_BYTES_H

#include <string.h>

#include "avx_vector.h"
#include "words.h"

#include "columns.h"

#define WORD_BITS 64
#define WORD_BYTES 8
/* Words of the largest element, or of the limbs that hold it. */
#define VECTOR_WORDS (2 * VECTOR_LIMBS * LIMB_BITS / WORD_BITS + 1)

/* limbs[0 .. count) = the big-endian numbers of `bytes` bytes; reads no byte beyond them. */
INLINE void read_limbs(vec *limbs, const uint8_t *const *source, size_t bytes, int count) {
    vec words[VECTOR_WORDS];
    for (int lane = 0; lane < LANES; lane++) {
        read_words((uint64_t *)words + lane, LANES, (size_t)count * LIMB_BITS / WORD_BITS + 1,
                   source[lane], bytes);
    }
    for (int j = 0; j < count; j++) {
        const int word = j * LIMB_BITS / WORD_BITS, shift = j * LIMB_BITS % WORD_BITS;
        vec limb = shift_right(words[word], shift);
        if (shift + LIMB_BITS > WORD_BITS) {
            limb = add(limb, shift_left(words[word + 1], WORD_BITS - shift));
        }
        limbs[j] = limb_of(limb);
    }
}

/* Writes the low `bytes` bytes of normalised limbs; a null target is left out. */
INLINE void write_limbs(const vec *limbs, uint8_t *const *target, size_t bytes, int count) {
    const int whole = (int)(bytes / WORD_BYTES), rest = (int)(bytes % WORD_BYTES);
    vec words[VECTOR_WORDS];
    clear(words, count * LIMB_BITS / WORD_BITS + 1);
    for (int j = 0; j < count; j++) {
        const int word = j * LIMB_BITS / WORD_BITS, shift = j * LIMB_BITS % WORD_BITS;
        words[word] = add(words[word], shift_left(limbs[j], shift));
        if (shift + LIMB_BITS > WORD_BITS) {
            words[word + 1] = shift_right(limbs[j], WORD_BITS - shift);
        }
    }
    for (int lane = 0; lane < LANES; lane++) {
        const uint64_t *source = (const uint64_t *)words + lane;
        for (int i = 0; target[lane] != NULL && i < whole; i++) {
            uint64_t word = __builtin_bswap64(source[LANES * i]);
            memcpy(target[lane] + bytes - WORD_BYTES * (size_t)(i + 1), &word, sizeof word);
        }
        for (int i = 0; target[lane] != NULL && i < rest; i++) {
            target[lane][i] = (uint8_t)(source[LANES * whole] >> 8 * (rest - 1 - i));
        }
    }
}

#endif
