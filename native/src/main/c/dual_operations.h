/*
 * The operations of a kernel on vectors: dual_ring.h for each usual size of modulus, with the
 * sizes known to the compiler, and for any other. The kernel that includes this has chosen its
 * vectors, as said there.
 */
#ifndef BLINDSUM_DUAL_OPERATIONS_H
#define BLINDSUM_DUAL_OPERATIONS_H

#include "dual_logs.h"
#include "kernels.h"

static vec *vectors(uint64_t *group) { return (vec *)group; }

static const vec *const_vectors(const uint64_t *group) { return (const vec *)group; }

/* The operations that need no instance of their own: they move, but do not multiply. */

static void all_store_digits(const bs_ring *ring, const uint64_t *group, uint8_t *const *low,
                             uint8_t *const *high) {
    dual_store_digits(ring, const_vectors(group), low, high, (int)ring->limbs);
}

static void all_add(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    dual_add(ring, vectors(r), const_vectors(a), const_vectors(b), (int)ring->limbs);
}

static void all_scan(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                      const uint64_t *digit) {
    scan_groups(vectors(r), table, ring->group_words, entries, digit, 2 * (int)ring->limbs);
}

static void all_scan_low(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                         const uint64_t *digit) {
    scan_groups(vectors(r), table, ring->group_words, entries, digit, (int)ring->limbs);
}

static void all_gather_rows(const bs_ring *ring, uint64_t *r, const uint64_t *const *row) {
    gather_rows(vectors(r), row, 2 * (int)ring->limbs);
}

static void all_scatter_rows(const bs_ring *ring, const uint64_t *r, uint64_t *const *row) {
    scatter_rows(const_vectors(r), row, 2 * (int)ring->limbs);
}

static void all_scan_row(const bs_ring *ring, uint64_t *row, const uint64_t *rows, size_t entries,
                         uint64_t digit) {
    scan_rows(row, rows, ring->row_words, entries, digit);
}

/* One instance: the operations that multiply or that each step through a table takes, for LIMBS limbs
 * in blocks of BLOCK, squares in blocks of SQUARE_BLOCK and divisions in blocks of DIVIDE_BLOCK. */
#define INSTANCE(NAME, LIMBS, BLOCK, SQUARE_BLOCK, DIVIDE_BLOCK)                                  \
    static void NAME##_load(const bs_ring *ring, uint64_t *group, const uint8_t *const *source,   \
                            size_t bytes) {                                                       \
        dual_load(ring, vectors(group), source, bytes, LIMBS, DIVIDE_BLOCK);                      \
    }                                                                                             \
    static void NAME##_store(const bs_ring *ring, const uint64_t *group, uint8_t *const *target) {\
        dual_store(ring, const_vectors(group), target, LIMBS, BLOCK);                             \
    }                                                                                             \
    static void NAME##_multiply(const bs_ring *ring, uint64_t *r, const uint64_t *a,              \
                                const uint64_t *b) {                                              \
        dual_multiply(ring, vectors(r), const_vectors(a), const_vectors(b), ELEMENT, NULL, LIMBS, \
                      BLOCK);                                                                     \
    }                                                                                             \
    static void NAME##_multiply_low(const bs_ring *ring, uint64_t *r, const uint64_t *a,          \
                                    const uint64_t *b, const uint64_t *const *next) {             \
        dual_multiply(ring, vectors(r), const_vectors(a), const_vectors(b), LOW_PART, next,       \
                      LIMBS, BLOCK);                                                              \
    }                                                                                             \
    static void NAME##_square(const bs_ring *ring, uint64_t *r, const uint64_t *a) {              \
        const vec *x = const_vectors(a);                                                          \
        dual_multiply(ring, vectors(r), x, x, ITSELF, NULL, LIMBS, SQUARE_BLOCK);                 \
    }                                                                                             \
    static void NAME##_multiply_plain(const bs_ring *ring, uint64_t *r, const uint64_t *a,        \
                                      const uint64_t *b) {                                        \
        dual_multiply_plain(ring, vectors(r), const_vectors(a), const_vectors(b), LIMBS, BLOCK,   \
                            DIVIDE_BLOCK);                                                        \
    }                                                                                             \
    static void NAME##_lift(const bs_ring *ring, uint64_t *r, const uint8_t *const *source) {     \
        vec m[VECTOR_LIMBS];                                                                      \
        read_limbs(m, source, ring->root_bytes, LIMBS);                                           \
        dual_lift(ring, vectors(r), m, LIMBS, BLOCK, DIVIDE_BLOCK);                               \
    }                                                                                             \
    static void NAME##_gather_log_rows(const bs_ring *ring, uint64_t *r, uint64_t *logs,          \
                                       const uint64_t *const *row) {                              \
        gather_log_rows(ring, vectors(r), logs, row, LIMBS);                                      \
    }                                                                                             \
    static void NAME##_lift_logs(const bs_ring *ring, uint64_t *r, const uint64_t *const *logs,   \
                                 const uint8_t *const *m) {                                       \
        lift_logs(ring, vectors(r), logs, m, LIMBS, BLOCK, DIVIDE_BLOCK);                         \
    }                                                                                             \
    static void NAME##_log_step(const bs_ring *ring, uint64_t *entry, uint64_t *inverse,          \
                                const uint64_t *step, const uint64_t *step_inverse) {             \
        log_step(ring, vectors(entry), vectors(inverse), const_vectors(step),                     \
                 const_vectors(step_inverse), LIMBS, BLOCK);                                      \
    }                                                                                             \
    static void NAME##_log_term(const bs_ring *ring, uint64_t *sum, const uint64_t *inverse,      \
                                const uint64_t *x, const uint64_t *weight) {                      \
        log_term(ring, vectors(sum), const_vectors(inverse), const_vectors(x) + LIMBS,            \
                 const_vectors(weight), LIMBS, BLOCK);                                            \
    }                                                                                             \
    static const struct ring_operations NAME##_operations = {                                     \
        .lanes = LANES,                                                                           \
        .factor_is_one = false,                                                                   \
        .load = NAME##_load,                                                                      \
        .store = NAME##_store,                                                                    \
        .store_digits = all_store_digits,                                                         \
        .multiply = NAME##_multiply,                                                              \
        .multiply_low = NAME##_multiply_low,                                                      \
        .square = NAME##_square,                                                                  \
        .multiply_plain = NAME##_multiply_plain,                                                  \
        .lift = NAME##_lift,                                                                      \
        .add = all_add,                                                                           \
        .scan = all_scan,                                                                         \
        .scan_low = all_scan_low,                                                                 \
        .gather_rows = all_gather_rows,                                                           \
        .scatter_rows = all_scatter_rows,                                                         \
        .scan_row = all_scan_row,                                                                 \
        .gather_log_rows = NAME##_gather_log_rows,                                                \
        .lift_logs = NAME##_lift_logs,                                                            \
        .log_step = NAME##_log_step,                                                              \
        .log_term = NAME##_log_term,                                                              \
    };

#define ANY_BLOCK 8

static int any_limbs(const bs_ring *ring) {
    int limbs = (int)ring->limbs;
    if (limbs < ANY_BLOCK) {
        __builtin_unreachable();
    }
    return limbs;
}

#endif
