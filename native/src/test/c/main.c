/*
 * Compares the kernels that this machine runs with plain GMP.
 *
 *     kernel-test [seed]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "oracle.h"

#define MAX_BATCH 33

/* Every kind of limb count: usual sizes, their neighbours, odd lengths, the ends of the range. */
static const size_t SIZES[] = {128, 129, 200, 256, 257, 512, 1016, 1024, 1040, 1536, 2048, 2073,
                               3072, 4096, 4100, 8192};

/* Sizes that fill the limbs of 52 or of 27 bits as far as the kernels let them, and usual ones. */
static const size_t FULL_SIZES[] = {408, 424, 640, 1024, 1072, 2048};

/* The largest modulus of some bits, and the smallest: all ones, and two ones with zeros between. */
static void test_extreme_moduli(int32_t kernel, size_t bits) {
    for (int smallest = 0; smallest < 2; smallest++) {
        const struct fixture numbers = {.gmp = mpz_library()};
        struct fixture f;
        mpz_t n;
        numbers.gmp->init(n);
        numbers.gmp->add_ui(n, n, 1);
        for (size_t i = 1; i < bits; i++) {
            numbers.gmp->add(n, n, n);
            numbers.gmp->add_ui(n, n, smallest == 0 || i == bits - 1);
        }
        open_fixture(&f, kernel, n);
        numbers.gmp->clear(n);
        test_ring(&f, MAX_BATCH);
        test_tables(&f, MAX_BATCH);
        close_fixture(&f);
    }
}

static void test_kernel(int32_t kernel) {
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct fixture f;
        open_random_fixture(&f, kernel, SIZES[i]);
        /* small moduli are cheap enough for all batch sizes */
        size_t step = SIZES[i] <= 512 ? 1 : SIZES[i] <= 1536 ? 8 : 13;
        for (size_t count = 0; count <= MAX_BATCH; count += step) {
            test_ring(&f, count);
        }
        test_tables(&f, SIZES[i] <= 1024 ? MAX_BATCH : 9);
        if (SIZES[i] <= 2073) {
            test_ring_refusals(&f);
        }
        close_fixture(&f);
    }
    for (size_t i = 0; i < sizeof FULL_SIZES / sizeof *FULL_SIZES; i++) {
        test_extreme_moduli(kernel, FULL_SIZES[i]);
    }
    static const size_t primes[][2] = {{128, 128}, {128, 130}, {257, 256},
                                       {512, 512}, {1037, 1036}, {1024, 1024}};
    for (size_t i = 0; i < sizeof primes / sizeof *primes; i++) {
        test_private_key(kernel, primes[i][0], primes[i][1]);
    }
    printf("kernel %s agrees with GMP\n", bs_kernel_name(kernel));
}

int main(int count, char **arguments) {
    uint64_t seed = count > 1 ? strtoull(arguments[1], NULL, 0) : (uint64_t)time(NULL);
    printf("kernel-test %llu\n", (unsigned long long)seed);
    for (int32_t kernel = BS_KERNEL_GMP; kernel <= BS_KERNEL_AVX2; kernel++) {
        if (bs_kernel_supported(kernel) == 1) {
            oracle_seed(seed);
            test_kernel(kernel);
        } else {
            printf("kernel %s does not run on this machine\n", bs_kernel_name(kernel));
        }
    }
    return 0;
}
