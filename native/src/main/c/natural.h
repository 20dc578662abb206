/*
 * Plain natural numbers, for the few constants made once for a ring: 64-bit words, the least
 * significant first. Simple and slow; no branch depends on a value.
 */
#ifndef BLINDSUM_NATURAL_H
#define BLINDSUM_NATURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of the largest number here, the square of an 8192-bit modulus, and some more. */
#define NATURAL_WORDS 272

/* x = the big-endian number of `bytes` bytes; needs bytes <= 8 * words. */
void natural_from_bytes(uint64_t *x, size_t words, const uint8_t *source, size_t bytes);

/* Writes the low `bytes` bytes of x, big-endian. */
void natural_to_bytes(const uint64_t *x, size_t words, uint8_t *target, size_t bytes);

/* Returns the length of a big-endian number in bits, 0 for zero. */
size_t natural_bit_length(const uint8_t *source, size_t bytes);

/* Tells whether a big-endian number is 1. */
bool natural_is_one(const uint8_t *number, size_t bytes);

/* Returns the bits position .. position + count - 1 of x, 1 <= count <= 64, zeros above. */
uint64_t natural_bits(const uint64_t *x, size_t words, size_t position, unsigned count);

/* target = x - y, for big-endian numbers of equal width, x >= y. */
void natural_subtract_bytes(uint8_t *target, const uint8_t *x, const uint8_t *y, size_t bytes);

/* x = x - y for numbers of equal size; returns the borrow. */
uint64_t natural_subtract(uint64_t *x, const uint64_t *y, size_t words);

/* product = x * y, of 2 * words words; must not overlap the factors. */
void natural_multiply(uint64_t *product, const uint64_t *x, const uint64_t *y, size_t words);

/*
 * quotient = floor(2^exponent / n) and remainder = 2^exponent mod n, by shifting and
 * subtracting, for an odd n > 1 of `bits` bits. The quotient has quotient_words words, enough
 * for its exponent - bits + 2 bits; the remainder has `words`, like n.
 */
void natural_divide_power_of_two(uint64_t *quotient, size_t quotient_words, uint64_t *remainder,
                                 size_t exponent, const uint64_t *n, size_t words, size_t bits);

/* Wipes memory in a way that the compiler does not remove. */
void natural_wipe(void *memory, size_t bytes);

#endif
