/*
 * The ring of integers modulo n^2, inside the library.
 *
 * An element is a dual number c0 + c1 n, held as two numbers of H limbs in radix 2^r (r = 52
 * for IFMA, 27 for the other vectors, 64 for GMP), R = 2^(r H) >= 2^8 2^bits(n) > 2^8 n. The pair
 * stands for the integer c0 + c1 n modulo n^2 and is lazily reduced: both parts are below 2n, so
 * many pairs stand for one element. The slack of R makes final subtractions unnecessary: see
 * dual_ring.h.
 *
 * A `group` is one element per lane, the unit on which a kernel computes: L lanes side by side
 * for the kernels on vectors (limb j of lane l at word L j + l; L = 8 for AVX-512, 4 for AVX2), a
 * single lane for GMP. A `row` is one
 * element of one lane alone, its 2 H limbs in order; tables are made of rows.
 *
 * `multiply` gives a b / factor mod n^2, where the factor is R for Montgomery's reduction (on
 * vectors) and 1 where the kernel reduces otherwise (GMP). "In Montgomery form" means multiplied
 * by that factor; "plain" means not.
 */
#ifndef BLINDSUM_RING_H
#define BLINDSUM_RING_H

#include <stdbool.h>

#include "blindsum_kernel.h"

#define MAX_LANES 8
#define MAX_LIMBS 304 /* 8192 + 8 bits in limbs of 27 bits, rounded up to blocks of 8 */
#define SLACK_BITS 8
#define MAX_ROOT_BYTES (BS_MAX_BITS / 8)
#define MAX_EXPONENT_BYTES 4096

struct ring_operations;

struct bs_ring {
    const struct ring_operations *operations;
    bool secret;
    unsigned radix_bits;   /* r */
    size_t limbs;          /* H */
    size_t bits;           /* bits(n) */
    size_t root_bytes;     /* width of a number below n */
    size_t element_bytes;  /* width of a number below n^2 */
    size_t group_words;    /* 64-bit words of a group */
    size_t row_words;      /* 64-bit words of a row, a multiple of 8 */
    uint8_t root_bound[MAX_ROOT_BYTES];        /* n, big-endian */
    uint8_t element_bound[2 * MAX_ROOT_BYTES]; /* n^2, big-endian */
    uint8_t factor_bytes[2 * MAX_ROOT_BYTES];  /* the factor, big-endian */
    uint64_t modulus[MAX_LIMBS];               /* n */
    uint64_t complement[MAX_LIMBS];            /* R - n */
    uint64_t reciprocal[MAX_LIMBS];            /* floor(2^(bits - 2) R / n), Barrett's mu */
    uint64_t offset[MAX_LIMBS];                /* (1 - R) mod n, see dual_multiply */
    uint64_t negative_inverse;                 /* -1 / n modulo 2^r */
    uint64_t *one;                             /* group of 1, plain */
    uint64_t *factor;                          /* group of the factor: 1 in Montgomery form */
    uint64_t *factor_squared;                  /* group of its square: multiply() by it enters
                                                  Montgomery form */
};

/*
 * What a kernel can do with a group. Results may overwrite operands. Lane pointers of a store
 * may be null: that lane is left out. Arrays of pointers and digits have one entry a lane.
 */
struct ring_operations {
    size_t lanes;
    bool factor_is_one; /* is the factor 1, or R? */

    /* group = the big-endian integers of `bytes` bytes, each below 16 n^2; plain */
    void (*load)(const bs_ring *ring, uint64_t *group, const uint8_t *const *source, size_t bytes);
    /* writes plain elements, fully reduced, element_bytes wide */
    void (*store)(const bs_ring *ring, const uint64_t *group, uint8_t *const *target);
    /* writes the digits to base n of plain elements, fully reduced, root_bytes wide each */
    void (*store_digits)(const bs_ring *ring, const uint64_t *group, uint8_t *const *low,
                         uint8_t *const *high);

    /* r = a b / factor */
    void (*multiply)(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b);
    /* r = a b / factor, the high part of b taken as zero; asks the cache for the `next` rows
     * meanwhile, if there are any */
    void (*multiply_low)(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b,
                         const uint64_t *const *next);
    /* r = a^2 / factor */
    void (*square)(const bs_ring *ring, uint64_t *r, const uint64_t *a);
    /* r = a b */
    void (*multiply_plain)(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b);
    /* r = (1 + m n) r, m big-endian, root_bytes wide, below n; plain */
    void (*lift)(const bs_ring *ring, uint64_t *r, const uint8_t *const *m);
    /* r = a + b */
    void (*add)(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b);

    /* r = lane by lane, the group table[digit], reading all `entries` groups of the table */
    void (*scan)(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                 const uint64_t *digit);
    /* the same for the low part of r alone, the high part of which is left undefined */
    void (*scan_low)(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                     const uint64_t *digit);
    /* r = the rows, one a lane */
    void (*gather_rows)(const bs_ring *ring, uint64_t *r, const uint64_t *const *row);
    /* the rows, one a lane = r; rows of different lanes may be the same memory */
    void (*scatter_rows)(const bs_ring *ring, const uint64_t *r, uint64_t *const *row);
    /* row = row number `digit`, reading all `entries` rows */
    void (*scan_row)(const bs_ring *ring, uint64_t *row, const uint64_t *rows, size_t entries,
                     uint64_t digit);

    /*
     * Elements in log form: (b0, l) stands for b0 (1 + l n).
     */

    /* low part of r = the b0 of the rows, one a lane; logs, a row a lane, += their l, without
     * carries where limbs leave room for them */
    void (*gather_log_rows)(const bs_ring *ring, uint64_t *r, uint64_t *logs,
                            const uint64_t *const *row);
    /* r = r (1 + (l + m) n), the l of the lanes below 8 n^2; m as in lift, or null for zeros;
     * plain */
    void (*lift_logs)(const bs_ring *ring, uint64_t *r, const uint64_t *const *logs,
                      const uint8_t *const *m);
    /* entry = entry * step / factor, both in log form, l below n; inverse, the plain inverse of b0
     * modulo n in its low part, follows by step_inverse, that of the step times the factor */
    void (*log_step)(const bs_ring *ring, uint64_t *entry, uint64_t *inverse,
                     const uint64_t *step, const uint64_t *step_inverse);
    /* sum = (sum inverse + x1 weight) / factor modulo n, x1 the high part of x, of the others the
     * low parts */
    void (*log_term)(const bs_ring *ring, uint64_t *sum, const uint64_t *inverse,
                     const uint64_t *x, const uint64_t *weight);
};

/* Words of a part of a group, the low one or the high one behind it. */
static inline size_t ring_part_words(const bs_ring *ring) {
    return ring->operations->lanes * ring->limbs;
}

/* Zeroed memory for `count` groups, aligned to 64 bytes, or null. */
uint64_t *ring_new_groups(const bs_ring *ring, size_t count);

/* Wipes and frees groups; null is fine. */
void ring_free_groups(const bs_ring *ring, uint64_t *groups, size_t count);

/* Overwrites the stack below the caller, where a kernel had its columns; called after work on
 * secrets. */
void ring_wipe_stack(void);

#endif
