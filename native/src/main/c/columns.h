/* Columns of long multiplications and numbers made of limbs, on the vectors included before. */
#ifndef BLINDSUM_COLUMNS_H
#define BLINDSUM_COLUMNS_H

INLINE void clear(vec *columns, int count) {
    for (int j = 0; j < count; j++) {
        columns[j] = zero();
    }
}

INLINE void copy(vec *target, const vec *source, int count) {
    for (int j = 0; j < count; j++) {
        target[j] = source[j];
    }
}

/* Carries through `count` columns; drops the carry out of the last. */
INLINE void normalise(vec *limbs, const vec *columns, int count) {
    vec carry = zero();
    for (int j = 0; j < count; j++) {
        vec column = add(columns[j], carry);
        limbs[j] = limb_of(column);
        carry = carry_of(column);
    }
}

/* slide_rows over all of a vector operand */
INLINE void add_rows(vec *columns, int filled, const vec *a, int length, const vec *m, int block) {
    slide_rows(columns, filled, a, false, 0, length, m, block);
}

/* slide_rows with an operand that is the same in all lanes, from its limb `first` on */
INLINE void add_scalar_rows(vec *columns, int filled, const uint64_t *a, int first, int length,
                            const vec *m, int block) {
    slide_rows(columns, filled, a, true, first, length, m, block);
}

/* columns[0 .. 2 limbs) = a b, not normalised */
INLINE void multiply_columns(vec *columns, const vec *a, const vec *b, int limbs, int block) {
    for (int i = 0; i < limbs; i += block) {
        add_rows(columns + i, i == 0 ? 0 : limbs, a, limbs, b + i, block);
    }
}

/* columns[0 .. limbs) += a b, and columns[limbs .. 2 limbs) the rest of it, not normalised */
INLINE void add_product_columns(vec *columns, const vec *a, const vec *b, int limbs, int block) {
    for (int i = 0; i < limbs; i += block) {
        add_rows(columns + i, limbs, a, limbs, b + i, block);
    }
}

/* columns[0 .. 2 limbs) = a^2: the products a[i] a[j] with i < j, doubled, and the squares */
INLINE void square_columns(vec *columns, const vec *a, int limbs, int block) {
    clear(columns, 2 * block);
    for (int i = 0; i < limbs; i += block) {
        vec *diagonal = columns + 2 * i;
        if (i > 0 && i + block == limbs) { /* the rows so far end at limbs + i */
            clear(columns + limbs + i, block);
        }
        UNROLL for (int u = 0; u < block; u++) {
            UNROLL for (int v = u + 1; v < block; v++) {
                add_product(diagonal + u + v, a[i + u], a[i + v]);
            }
        }
        if (i + block < limbs) {
            add_rows(diagonal + block, i == 0 ? block : limbs - i - block, a + i + block,
                     limbs - i - block, a + i, block);
        }
    }
    for (int i = 0; i < limbs; i++) {
        columns[2 * i] = add(columns[2 * i], columns[2 * i]);
        columns[2 * i + 1] = add(columns[2 * i + 1], columns[2 * i + 1]);
        add_product(columns + 2 * i, a[i], a[i]);
    }
}

/* x -= n in the lanes where x >= n; returns 1 in these, 0 in the others. */
INLINE vec subtract_modulus(const bs_ring *ring, vec *x, int limbs) {
    vec difference[VECTOR_LIMBS];
    vec borrow = zero();
    for (int j = 0; j < limbs; j++) {
        vec column = subtract(subtract(x[j], broadcast(ring->modulus[j])), borrow);
        difference[j] = limb_of(column);
        borrow = shift_right(column, 63);
    }
    const vec fits = equal(borrow, zero()), kept = equal(borrow, broadcast(1));
    for (int j = 0; j < limbs; j++) {
        x[j] = add_chosen(add_chosen(zero(), x[j], kept), difference[j], fits);
    }
    return subtract(broadcast(1), borrow);
}

#endif
