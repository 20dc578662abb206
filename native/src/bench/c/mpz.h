/*
 * GMP's mpz functions, found at run time: the textbook's side of the benchmark, and what the tests
 * compare with.
 */
#ifndef BLINDSUM_BENCH_MPZ_H
#define BLINDSUM_BENCH_MPZ_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    int allocated;
    int size;
    void *limbs;
} mpz_t[1];

typedef void *mpz_ptr;
typedef const void *mpz_srcptr;

struct mpz_library {
    void (*init)(mpz_ptr);
    void (*clear)(mpz_ptr);
    void (*set)(mpz_ptr, mpz_srcptr);
    void (*import)(mpz_ptr, size_t, int, size_t, int, size_t, const void *);
    void *(*export)(void *, size_t *, int, size_t, int, size_t, mpz_srcptr);
    void (*mul)(mpz_ptr, mpz_srcptr, mpz_srcptr);
    void (*mod)(mpz_ptr, mpz_srcptr, mpz_srcptr);
    void (*add)(mpz_ptr, mpz_srcptr, mpz_srcptr);
    void (*sub)(mpz_ptr, mpz_srcptr, mpz_srcptr);
    void (*add_ui)(mpz_ptr, mpz_srcptr, unsigned long);
    void (*sub_ui)(mpz_ptr, mpz_srcptr, unsigned long);
    void (*divexact)(mpz_ptr, mpz_srcptr, mpz_srcptr);
    void (*powm)(mpz_ptr, mpz_srcptr, mpz_srcptr, mpz_srcptr);
    void (*powm_ui)(mpz_ptr, mpz_srcptr, unsigned long, mpz_srcptr);
    int (*invert)(mpz_ptr, mpz_srcptr, mpz_srcptr);
    void (*nextprime)(mpz_ptr, mpz_srcptr);
};

/* Returns GMP's functions, or exits with a message where there is no GMP. */
const struct mpz_library *mpz_library(void);

#endif
