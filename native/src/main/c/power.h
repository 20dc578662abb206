/* Powers of a group with one exponent for all lanes. */
#ifndef BLINDSUM_POWER_H
#define BLINDSUM_POWER_H

#include "ring.h"

/* Groups of scratch that the powers below need: a table, and one more. */
#define POWER_PUBLIC_GROUPS 65
#define POWER_SECRET_GROUPS 33

/*
 * Returns `count` bits (1..16) of a big-endian number from `position` on, position 0 being the
 * lowest; zeros beyond its end. Reads the same bytes whatever their value.
 */
static inline uint64_t exponent_digit(const uint8_t *exponent, size_t bytes, size_t position,
                                      unsigned count) {
    uint64_t digit = 0;
    size_t lowest = position / 8;
    for (size_t i = 0; i < 3 && lowest + i < bytes; i++) { /* 16 bits lie in three bytes */
        digit |= (uint64_t)exponent[bytes - 1 - lowest - i] << (8 * i);
    }
    return digit >> (position % 8) & ((UINT64_C(1) << count) - 1);
}

/* Returns the fixed window for secret exponents of so many bytes, 3 to 5 bits. */
unsigned power_secret_window(size_t bytes);

/* table[i] = x^i, 0 <= i < entries, in Montgomery form */
void power_table(const bs_ring *ring, uint64_t *table, const uint64_t *x, size_t entries);

/* r = x^exponent, both in Montgomery form, by sliding windows: for public exponents. */
void power_public(const bs_ring *ring, uint64_t *r, const uint64_t *x, const uint8_t *exponent,
                  size_t bytes, uint64_t *scratch);

/* The same in time that depends on `bytes` alone, with fixed windows and full table scans. */
void power_secret(const bs_ring *ring, uint64_t *r, const uint64_t *x, const uint8_t *exponent,
                  size_t bytes, uint64_t *scratch);

#endif
