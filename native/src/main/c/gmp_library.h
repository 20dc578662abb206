/*
 * The functions of GMP that the GMP kernel uses, found in libgmp.so.10 at run time: this library
 * builds without GMP's header and loads without GMP. They are documented, public functions of
 * the mpn layer (GMP manual, "Low-level Functions"), under the names of their symbols.
 */
#ifndef BLINDSUM_GMP_LIBRARY_H
#define BLINDSUM_GMP_LIBRARY_H

#include <stdint.h>

struct gmp_library {
    /* r = a b, 2 count words; a = b is allowed, r apart from both */
    void (*mul_n)(uint64_t *r, const uint64_t *a, const uint64_t *b, long count);
    /* r = a^2 */
    void (*sqr)(uint64_t *r, const uint64_t *a, long count);
    /* the same in time that depends on the sizes only, with scratch */
    void (*sec_mul)(uint64_t *r, const uint64_t *a, long a_count, const uint64_t *b, long b_count,
                    uint64_t *scratch);
    void (*sec_sqr)(uint64_t *r, const uint64_t *a, long count, uint64_t *scratch);
    long (*sec_mul_itch)(long a_count, long b_count);
    long (*sec_sqr_itch)(long count);
    /* r = a + b and r = a - b; return the carry */
    uint64_t (*add_n)(uint64_t *r, const uint64_t *a, const uint64_t *b, long count);
    uint64_t (*sub_n)(uint64_t *r, const uint64_t *a, const uint64_t *b, long count);
    /* r += a b; returns the carry */
    uint64_t (*addmul_1)(uint64_t *r, const uint64_t *a, long count, uint64_t b);
    /* r = a / 2^bits, 1 <= bits <= 63 */
    uint64_t (*rshift)(uint64_t *r, const uint64_t *a, long count, unsigned bits);
};

/* Returns GMP, loaded once for the process, or null where there is none of 64-bit limbs. */
const struct gmp_library *gmp_library(void);

#endif
