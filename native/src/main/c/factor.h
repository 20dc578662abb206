/*
 * Products of plain elements by `multiply`, without entering Montgomery form.
 *
 * A plain element x is, in Montgomery form, x / factor. A product that took in N plain elements
 * so, starting from ring->factor (the 1 of Montgomery form), is therefore short of factor^N,
 * which leave_products() makes good with one power.
 */
#ifndef BLINDSUM_FACTOR_H
#define BLINDSUM_FACTOR_H

#include "ring.h"

typedef unsigned __int128 uint128;

/* Multiplies a product that took in `taken` plain elements in each lane by factor^taken, and
 * leaves Montgomery form. `scratch` is one group. */
void leave_products(const bs_ring *ring, uint64_t *product, uint128 taken, uint64_t *scratch);

/* Leaves the product of all lanes, in Montgomery form, in each lane. `scratch` is two groups. */
void multiply_lanes(const bs_ring *ring, uint64_t *product, uint64_t *scratch);

#endif
