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

/*
 * Moves a window of `block` columns along a: columns[j + t] += a[j] m[t] for first <= j < length
 * and 0 <= t < block. The columns that enter the window are zero if they are `empty`.
 */
INLINE void slide(vec *columns, vec *window, const void *a, bool scalar, int first, int length,
                  const vec *m, int block, bool empty) {
    for (int j = first; j < length; j++) {
        const vec next = empty ? zero() : columns[j + block];
        columns[j] = step(window, operand_limb(a, scalar, j), m, next, block);
    }
}

/*
 * `block` rows of a long multiplication, as slide() moves along. Touches
 * columns[first .. length + block), of which those from number `filled` on are written only: they
 * need not be cleared before. `filled` is `first`, or at least first + block.
 */
INLINE void slide_rows(vec *columns, int filled, const void *a, bool scalar, int first, int length,
                       const vec *m, int block) {
    const int met = filled - block < first    ? first
                    : filled - block < length ? filled - block
                                              : length;
    vec multiplier[MAX_BLOCK], window[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        multiplier[t] = m[t];
        window[t] = filled == first ? zero() : columns[first + t];
    }
    slide(columns, window, a, scalar, first, met, multiplier, block, false);
    slide(columns, window, a, scalar, met, length, multiplier, block, true);
    UNROLL for (int t = 0; t < block; t++) {
        columns[length + t] = window[t];
    }
}

/*
 * A block of Montgomery's reduction: the `block` limbs q with columns + q n = 0 modulo
 * 2^(LIMB_BITS block).
 */
struct reduction {
    const bs_ring *ring;
    vec *columns;
    vec *q;
};

/*
 * slide() where no column is empty, while q of `other` is found, too: each of its limbs waits for
 * the one before, and the steps fill that time.
 */
INLINE void slide_beside(const struct reduction *other, vec *columns, vec *window, const void *a,
                         bool scalar, int first, int length, const vec *m, int block) {
    for (int t = 0; t < block; t++) {
        const int from = first + (length - first) * t / block;
        const int to = first + (length - first) * (t + 1) / block;
        other->q[t] = reduce_column(other->ring, other->columns + t, block);
        slide(columns, window, a, scalar, from, to, m, block, false);
    }
}

/* add_rows with `filled` = length, while q of `other` is found */
INLINE void add_rows_beside(const struct reduction *other, vec *columns, const vec *a, int length,
                            const vec *m, int block) {
    vec multiplier[MAX_BLOCK], window[MAX_BLOCK];
    clear(columns + length, block);
    UNROLL for (int t = 0; t < block; t++) {
        multiplier[t] = m[t];
        window[t] = columns[t];
    }
    slide_beside(other, columns, window, a, false, 0, length, multiplier, block);
    UNROLL for (int t = 0; t < block; t++) {
        columns[length + t] = window[t];
    }
}

/*
 * Adds q n to columns[0 .. limbs + block), so that columns[block ..) holds the quotient by
 * 2^(LIMB_BITS block); columns[0 .. block) are left undefined. What q brings to the lowest columns
 * is in them since it was found. Finds q of `other` meanwhile, if there is one.
 */
INLINE void add_quotient(const struct reduction *reduction, const struct reduction *other,
                         int limbs, int block) {
    const bs_ring *ring = reduction->ring;
    vec *columns = reduction->columns;
    vec q[MAX_BLOCK], window[MAX_BLOCK];
    UNROLL for (int t = 0; t < block; t++) {
        q[t] = reduction->q[t];
        window[t] = columns[block + t];
    }
    if (other == NULL) {
        slide(columns, window, ring->modulus, true, block, limbs, q, block, false);
    } else {
        slide_beside(other, columns, window, ring->modulus, true, block, limbs, q, block);
    }
    UNROLL for (int t = 0; t < block; t++) {
        columns[limbs + t] = window[t];
    }
}

/* Finds q and adds q n: one block of Montgomery's reduction as a whole. */
INLINE void montgomery_block(const bs_ring *ring, vec *columns, vec *q, int limbs, int block) {
    const struct reduction reduction = {ring, columns, q};
    for (int t = 0; t < block; t++) {
        q[t] = reduce_column(ring, columns + t, block);
    }
    add_quotient(&reduction, NULL, limbs, block);
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

/*
 * columns[0 .. 2 limbs) = a^2: the products a[i] a[j] with i < j, doubled, and the squares. Those
 * of limbs of different blocks come first; then each block has columns of its own.
 */
INLINE void square_columns(vec *columns, const vec *a, int limbs, int block) {
    clear(columns, block);
    for (int i = 0; i + block < limbs; i += block) {
        add_rows(columns + 2 * i + block, i == 0 ? 0 : limbs - i - block, a + i + block,
                 limbs - i - block, a + i, block);
    }
    clear(columns + 2 * limbs - block, block);
    for (int i = 0; i < limbs; i += block) {
        vec *diagonal = columns + 2 * i;
        UNROLL for (int u = 0; u < block; u++) {
            UNROLL for (int v = u + 1; v < block; v++) {
                add_product(diagonal + u + v, a[i + u], a[i + v]);
            }
        }
        UNROLL for (int u = 0; u < block; u++) {
            diagonal[2 * u] = add(diagonal[2 * u], diagonal[2 * u]);
            diagonal[2 * u + 1] = add(diagonal[2 * u + 1], diagonal[2 * u + 1]);
            add_product(diagonal + 2 * u, a[i + u], a[i + u]);
        }
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
