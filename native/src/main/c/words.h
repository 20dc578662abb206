/* Big-endian bytes as 64-bit words, the least significant first. */
#ifndef BLINDSUM_WORDS_H
#define BLINDSUM_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t read_word(const uint8_t *source) {
    uint64_t word;
    memcpy(&word, source, sizeof word);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* words[0], words[stride], ..., `count` of them = the number of `bytes` bytes, which fits */
static inline void read_words(uint64_t *words, size_t stride, size_t count, const uint8_t *source,
                              size_t bytes) {
    size_t whole = bytes / 8;
    for (size_t i = 0; i < whole; i++) {
        words[stride * i] = read_word(source + bytes - 8 * (i + 1));
    }
    for (size_t i = whole; i < count; i++) {
        words[stride * i] = 0;
    }
    for (size_t i = 0; i < bytes % 8; i++) {
        words[stride * whole] = words[stride * whole] << 8 | source[i];
    }
}

#endif
