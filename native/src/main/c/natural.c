#include "natural.h"

#include <string.h>

typedef unsigned __int128 uint128;

void natural_from_bytes(uint64_t *x, size_t words, const uint8_t *source, size_t bytes) {
    memset(x, 0, words * sizeof *x);
    for (size_t i = 0; i < bytes; i++) {
        x[i / 8] |= (uint64_t)source[bytes - 1 - i] << (8 * (i % 8));
    }
}

void natural_to_bytes(const uint64_t *x, size_t words, uint8_t *target, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        target[bytes - 1 - i] = i / 8 < words ? (uint8_t)(x[i / 8] >> (8 * (i % 8))) : 0;
    }
}

size_t natural_bit_length(const uint8_t *source, size_t bytes) {
    size_t zeros = 0;
    while (zeros < bytes && source[zeros] == 0) {
        zeros++;
    }
    size_t bits = 8 * (bytes - zeros);
    if (bits != 0) {
        bits -= (size_t)__builtin_clz(source[zeros]) - 24;
    }
    return bits;
}

uint64_t natural_bits(const uint64_t *x, size_t words, size_t position, unsigned count) {
    size_t word = position / 64;
    unsigned shift = position % 64;
    uint64_t bits = word < words ? x[word] >> shift : 0;
    if (shift != 0 && word + 1 < words) {
        bits |= x[word + 1] << (64 - shift);
    }
    return count == 64 ? bits : bits & ((UINT64_C(1) << count) - 1);
}

uint64_t natural_subtract(uint64_t *x, const uint64_t *y, size_t words) {
    uint64_t borrow = 0;
    for (size_t i = 0; i < words; i++) {
        uint128 difference = (uint128)x[i] - y[i] - borrow;
        x[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> 64) & 1;
    }
    return borrow;
}

void natural_multiply(uint64_t *product, const uint64_t *x, const uint64_t *y, size_t words) {
    memset(product, 0, 2 * words * sizeof *product);
    for (size_t i = 0; i < words; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < words; j++) {
            uint128 sum = (uint128)x[i] * y[j] + product[i + j] + carry;
            product[i + j] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        }
        product[i + words] = carry;
    }
}

bool natural_is_one(const uint8_t *number, size_t bytes) {
    uint64_t differs = number[bytes - 1] ^ 1;
    for (size_t i = 0; i + 1 < bytes; i++) {
        differs |= number[i];
    }
    return (differs - 1) >> 63; /* differs is below 2^8 */
}

void natural_subtract_bytes(uint8_t *target, const uint8_t *x, const uint8_t *y, size_t bytes) {
    unsigned borrow = 0;
    for (size_t i = bytes; i-- > 0;) {
        unsigned difference = 256u + x[i] - y[i] - borrow;
        target[i] = (uint8_t)difference;
        borrow = 1 - (difference >> 8);
    }
}

/* x = 2 x; returns the bit shifted out. */
static uint64_t double_in_place(uint64_t *x, size_t words) {
    uint64_t carry = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t top = x[i] >> 63;
        x[i] = x[i] << 1 | carry;
        carry = top;
    }
    return carry;
}

void natural_divide_power_of_two(uint64_t *quotient, size_t quotient_words, uint64_t *remainder,
                                 size_t exponent, const uint64_t *n, size_t words, size_t bits) {
    uint64_t difference[NATURAL_WORDS];
    memset(quotient, 0, quotient_words * sizeof *quotient);
    memset(remainder, 0, words * sizeof *remainder);
    /* 2^(bits - 1) < n is its own remainder, and so are the powers below; double up from there. */
    size_t start = exponent < bits - 1 ? exponent : bits - 1;
    remainder[start / 64] = UINT64_C(1) << (start % 64);
    for (size_t step = start; step < exponent; step++) {
        uint64_t carry = double_in_place(remainder, words);
        memcpy(difference, remainder, words * sizeof *remainder);
        uint64_t borrow = natural_subtract(difference, n, words);
        uint64_t fits = carry | (borrow ^ 1); /* is 2 * remainder >= n? */
        for (size_t i = 0; i < words; i++) {
            remainder[i] ^= (remainder[i] ^ difference[i]) & (0 - fits);
        }
        double_in_place(quotient, quotient_words);
        quotient[0] |= fits;
    }
    natural_wipe(difference, words * sizeof *difference);
}

void natural_wipe(void *memory, size_t bytes) {
    memset(memory, 0, bytes);
    __asm__ volatile("" : : "r"(memory) : "memory");
}
