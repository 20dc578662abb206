/*
 * What the tests of the kernels share: operands, plain GMP to compare with, and checks.
 *
 * Buffers have exactly the bytes that a call may touch and begin at odd addresses, so that the
 * address sanitizer sees every step beyond them.
 */
#ifndef BLINDSUM_TEST_ORACLE_H
#define BLINDSUM_TEST_ORACLE_H

#include <stdbool.h>

#include "blindsum_kernel.h"
#include "mpz.h"

/* One modulus on one kernel, and the same for GMP. */
struct fixture {
    const struct mpz_library *gmp;
    int32_t kernel;
    size_t bits;
    size_t root;    /* bytes of a number below n */
    size_t element; /* bytes of a number below n^2 */
    mpz_t n, n2;
    bs_ring *ring;
};

/* Seeds the operands; the seed is printed by main. */
void oracle_seed(uint64_t seed);
uint64_t oracle_word(void);

/* Ends the program with the fixture and the place unless the condition holds. */
#define EXPECT(f, condition) oracle_expect((f), (condition), #condition, __FILE__, __LINE__)
void oracle_expect(const struct fixture *f, bool holds, const char *what, const char *file,
                   int line);

/* Zeros that are freed by release_buffers(). */
uint8_t *buffer(size_t bytes);
void release_buffers(void);

/* A fixture with n given, or with a random odd n of so many bits. */
void open_fixture(struct fixture *f, int32_t kernel, mpz_srcptr n);
void open_random_fixture(struct fixture *f, int32_t kernel, size_t bits);
void close_fixture(struct fixture *f);

/* A random number of so many bits at most, and one that is below a bound. */
void random_number(const struct fixture *f, mpz_ptr x, size_t bits);
void random_below(const struct fixture *f, mpz_ptr x, mpz_srcptr bound);

/* Element `index` of a batch, big-endian. */
void put(const struct fixture *f, uint8_t *batch, size_t width, size_t index, mpz_srcptr x);
void get(const struct fixture *f, mpz_ptr x, const uint8_t *batch, size_t width, size_t index);
bool equals(const struct fixture *f, const uint8_t *batch, size_t width, size_t index,
            mpz_srcptr expected);

/*
 * A batch of numbers below a bound: 0, 1, bound - 1, numbers whose limbs are all ones, numbers a
 * limb short, multiples of n and their neighbours, and random ones, in random order.
 */
uint8_t *operands(const struct fixture *f, mpz_srcptr bound, size_t width, size_t count);

/* Makes a fixed-base table of element `index` of a batch, which is a unit. */
int64_t new_table(const struct fixture *f, const bs_ring *ring, const uint8_t *batch, size_t index,
                  int32_t exponent_bits, int32_t window, int32_t threads, bs_fixed_base **table);

/* The parts of the test. */
void test_ring(const struct fixture *f, size_t count);
void test_tables(const struct fixture *f, size_t count);
void test_ring_refusals(const struct fixture *f);
void test_private_key(int32_t kernel, size_t p_bits, size_t q_bits);

#endif
