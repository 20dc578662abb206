/*
 * The IFMA kernel: eight lanes of AVX-512. This file alone is compiled for that extension, and
 * nothing in it runs before kernels.c has found it on the CPU. It holds one instance of
 * ifma_ring.h for each usual size of modulus, with the sizes known to the compiler, and one for
 * any other.
 */
#ifdef BLINDSUM_WITH_IFMA

#include "ifma_ring.h"
#include "kernels.h"

static vec *vectors(uint64_t *group) { return (vec *)group; }

static const vec *const_vectors(const uint64_t *group) { return (const vec *)group; }

/* The operations that need no instance of their own: they move, but do not multiply. */

static void ifma_store_digits(const bs_ring *ring, const uint64_t *group, uint8_t *const *low,
                              uint8_t *const *high) {
    dual_store_digits(ring, const_vectors(group), low, high, (int)ring->limbs);
}

static void ifma_add(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    dual_add(ring, vectors(r), const_vectors(a), const_vectors(b), (int)ring->limbs);
}

static void ifma_pick(const bs_ring *ring, uint64_t *r, const uint64_t *table,
                      const uint64_t *digit) {
    const vec lane = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    const vec stride = broadcast(ring->group_words);
    vec index = add(_mm512_mullo_epi64(_mm512_loadu_si512(digit), stride), lane);
    for (size_t j = 0; j < 2 * ring->limbs; j++) {
        vectors(r)[j] = _mm512_i64gather_epi64(add(index, broadcast(8 * j)), table, 8);
    }
}

static void ifma_scan(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                      const uint64_t *digit) {
    const vec wanted = _mm512_loadu_si512(digit);
    for (size_t j = 0; j < 2 * ring->limbs; j += 4) { /* four limbs in registers at a time */
        vec v[4];
        clear(v, 4);
        for (size_t entry = 0; entry < entries; entry++) {
            const vec chosen =
                _mm512_movm_epi64(_mm512_cmpeq_epi64_mask(wanted, broadcast(entry)));
            const vec *x = const_vectors(table + entry * ring->group_words) + j;
            UNROLL for (int i = 0; i < 4; i++) {
                v[i] = add_chosen(v[i], x[i], chosen);
            }
        }
        copy(vectors(r) + j, v, 4);
    }
}

static void ifma_gather_rows(const bs_ring *ring, uint64_t *r, const uint64_t *const *row) {
    gather_rows(vectors(r), row, 2 * (int)ring->limbs);
}

static void ifma_scatter_rows(const bs_ring *ring, const uint64_t *r, uint64_t *const *row) {
    scatter_rows(const_vectors(r), row, 2 * (int)ring->limbs);
}

static void ifma_scan_rows(const bs_ring *ring, uint64_t *r, const uint64_t *rows, size_t entries,
                           const uint64_t *digit) {
    scan_rows(vectors(r), rows, ring->row_words, entries, digit, 2 * (int)ring->limbs);
}

/* One instance: the operations that multiply, for LIMBS limbs in blocks of BLOCK. */
#define INSTANCE(NAME, LIMBS, BLOCK)                                                              \
    static void NAME##_load(const bs_ring *ring, uint64_t *group, const uint8_t *const *source,   \
                            size_t bytes) {                                                       \
        dual_load(ring, vectors(group), source, bytes, LIMBS, BLOCK);                             \
    }                                                                                             \
    static void NAME##_store(const bs_ring *ring, const uint64_t *group, uint8_t *const *target) { \
        dual_store(ring, const_vectors(group), target, LIMBS, BLOCK);                             \
    }                                                                                             \
    static void NAME##_multiply(const bs_ring *ring, uint64_t *r, const uint64_t *a,              \
                                const uint64_t *b) {                                              \
        dual_multiply(ring, vectors(r), const_vectors(a), const_vectors(b), LIMBS, BLOCK, false); \
    }                                                                                             \
    static void NAME##_square(const bs_ring *ring, uint64_t *r, const uint64_t *a) {              \
        dual_multiply(ring, vectors(r), const_vectors(a), const_vectors(a), LIMBS, BLOCK, true);  \
    }                                                                                             \
    static void NAME##_multiply_plain(const bs_ring *ring, uint64_t *r, const uint64_t *a,        \
                                      const uint64_t *b) {                                        \
        dual_multiply_plain(ring, vectors(r), const_vectors(a), const_vectors(b), LIMBS, BLOCK);  \
    }                                                                                             \
    static void NAME##_lift(const bs_ring *ring, uint64_t *r, const uint8_t *const *m) {          \
        dual_lift(ring, vectors(r), m, LIMBS, BLOCK);                                             \
    }                                                                                             \
    static const struct ring_operations NAME##_operations = {                                     \
        .lanes = 8,                                                                               \
        .factor_is_one = false,                                                                   \
        .load = NAME##_load,                                                                      \
        .store = NAME##_store,                                                                    \
        .store_digits = ifma_store_digits,                                                        \
        .multiply = NAME##_multiply,                                                              \
        .square = NAME##_square,                                                                  \
        .multiply_plain = NAME##_multiply_plain,                                                  \
        .lift = NAME##_lift,                                                                      \
        .add = ifma_add,                                                                          \
        .pick = ifma_pick,                                                                        \
        .scan = ifma_scan,                                                                        \
        .gather_rows = ifma_gather_rows,                                                          \
        .scatter_rows = ifma_scatter_rows,                                                        \
        .scan_rows = ifma_scan_rows,                                                              \
    };

INSTANCE(bits1024, 20, 5)
INSTANCE(bits1536, 30, 10)
INSTANCE(bits2048, 40, 10)
INSTANCE(bits3072, 60, 10)
INSTANCE(bits4096, 80, 10)

static int any_limbs(const bs_ring *ring) {
    int limbs = (int)ring->limbs;
    if (limbs < IFMA_BLOCK) {
        __builtin_unreachable();
    }
    return limbs;
}

INSTANCE(any, any_limbs(ring), IFMA_BLOCK)

const struct ifma_instance ifma_instances[] = {{20, &bits1024_operations},
                                               {30, &bits1536_operations},
                                               {40, &bits2048_operations},
                                               {60, &bits3072_operations},
                                               {80, &bits4096_operations},
                                               {0, &any_operations}};

#endif
