/*
 * Elements in log form, on the vectors included before: (b0, l) stands for b0 (1 + l n) modulo n^2.
 * See fixed_base.c.
 */
#ifndef BLINDSUM_DUAL_LOGS_H
#define BLINDSUM_DUAL_LOGS_H

#include "dual_ring.h"
#include "dual_tables.h"

/* What brings l + l_s - w + 3n, between 0 and n + 2n + 3n, below n. */
#define LOG_SUBTRACTIONS 5

/*
 * entry = entry * step / R in log form, and inverse = 1 / b0 of the entry, plain. With q the
 * quotient of b0 s0 + q n = b R, the product of the low parts is R (b - q / R n) modulo n^2, so that
 *     l = l + l_s - q / (R b) mod n.
 * As in dual_multiply, -w = (R - 1 - w) + 1 - R, and the carry out of the last limb is R.
 */
INLINE void log_step(const bs_ring *ring, vec *entry, vec *inverse, const vec *step,
                     const vec *step_inverse, int limbs, int block) {
    vec q[VECTOR_LIMBS], w[VECTOR_LIMBS], unused[VECTOR_LIMBS], *log = entry + limbs;
    montgomery_multiply(ring, entry, q, entry, step, limbs, block);
    montgomery_multiply(ring, inverse, unused, inverse, step_inverse, limbs, block);
    montgomery_multiply(ring, w, unused, q, inverse, limbs, block);
    for (int j = 0; j < limbs; j++) {
        vec sum = add(add(log[j], step[limbs + j]), complement_of(w[j]));
        log[j] = add(sum, broadcast(3 * ring->modulus[j] + (j == 0)));
    }
    normalise(log, log, limbs);
    for (int times = 0; times < LOG_SUBTRACTIONS; times++) {
        subtract_modulus(ring, log, limbs);
    }
}

/* sum = (sum inverse + x weight) / R mod n, below 1.1n for parts below 2n: one reduction for two
 * products. */
INLINE void log_term(const bs_ring *ring, vec *sum, const vec *inverse, const vec *x,
                     const vec *weight, int limbs, int block) {
    vec columns[MAX_COLUMNS], q[MAX_BLOCK];
    for (int i = 0; i < limbs; i += block) {
        add_rows(columns + i, i == 0 ? 0 : limbs, sum, limbs, inverse + i, block);
        add_rows(columns + i, limbs + block, x, limbs, weight + i, block);
        montgomery_block(ring, columns + i, q, limbs, block);
    }
    normalise(sum, columns + limbs, limbs);
}

/* r = the b0 of the rows of the lanes; logs, a row a lane, += their l */
INLINE void gather_log_rows(const bs_ring *ring, vec *r, uint64_t *logs,
                            const uint64_t *const *row, int limbs) {
    gather_rows(r, row, limbs);
    for (int lane = 0; lane < LANES; lane++) {
        add_words(logs + (size_t)lane * ring->row_words, row[lane] + limbs, limbs);
    }
}

/* r = r (1 + (l + m) n): the sums of logarithms of the lanes, up to 8 n^2, and plaintexts, or none */
INLINE void lift_logs(const bs_ring *ring, vec *r, const uint64_t *const *logs,
                      const uint8_t *const *plaintext, int limbs, int block, int divide_block) {
    vec columns[MAX_COLUMNS], m[VECTOR_LIMBS], quotient[VECTOR_LIMBS];
    gather_rows(columns, logs, 2 * limbs);
    if (plaintext != NULL) {
        read_limbs(m, plaintext, ring->root_bytes, limbs);
        for (int j = 0; j < limbs; j++) {
            columns[j] = add(columns[j], m[j]);
        }
    }
    normalise(columns, columns, 2 * limbs);
    divide(ring, m, quotient, columns, limbs, divide_block);
    dual_lift(ring, r, m, limbs, block, divide_block);
}

#endif
