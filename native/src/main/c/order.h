/*
 * The power x^(p-1) modulo p^2 of a prime p, which is 1 modulo p for every unit x: what Paillier's
 * decryption takes its logarithm of.
 */
#ifndef BLINDSUM_ORDER_H
#define BLINDSUM_ORDER_H

#include "ring.h"

/* What is kept of a prime for its powers. */
struct order {
    uint8_t exponent[MAX_ROOT_BYTES]; /* p - 2 */
    uint64_t *weights;                /* groups, one an entry of the table, see order.c */
};

/* Groups of scratch that order_power() needs. */
#define ORDER_POWER_GROUPS 35

/* Prepares the ring of a prime; returns false without memory. */
bool order_open(const bs_ring *ring, struct order *order);

/* Wipes and frees what order_open() made, if anything. */
void order_close(const bs_ring *ring, struct order *order);

/* r = x^(p-1), plain, of x in Montgomery form, in time that depends on the size of p alone. */
void order_power(const bs_ring *ring, const struct order *order, uint64_t *r, const uint64_t *x,
                 uint64_t *scratch);

#endif
