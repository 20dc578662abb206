/*
 * Looks for branches and addresses that depend on secrets, by valgrind: the key holder's
 * exponents, his blinding roots, ciphertexts and secret exponents are marked as undefined, and
 * memcheck reports each jump and each address that depends on them (Langley's ctgrind). Valgrind
 * knows no AVX-512, so this is for the kernels on GMP and AVX2, and with the latter for what the
 * kernels on vectors share; see timing_test.c for the others.
 *
 * The private key is included, not linked: the test has to reach its exponents. What may be told
 * is in public.supp.
 *
 *     memory-test         what must show nothing
 *     memory-test leak    a power with a public exponent, which memcheck must complain of
 */
#include "../../main/c/private_key.c"

#include <stdio.h>
#include <valgrind/memcheck.h>

#include "oracle.h"

#define COUNT 2
#define PRIME_BYTES 32
#define EXPONENT_BYTES 4

static void hide(const void *secret, size_t bytes) {
    (void)VALGRIND_MAKE_MEM_UNDEFINED(secret, bytes);
}

static void show(const void *result, size_t bytes) {
    (void)VALGRIND_MAKE_MEM_DEFINED(result, bytes);
}

static void expect_done(const struct fixture *f, int64_t status) {
    show(&status, sizeof status);
    EXPECT(f, status == BS_OK);
}

static void hide_exponents(bs_private_key *key) {
    struct prime *const primes[] = {&key->p, &key->q};
    for (size_t i = 0; i < sizeof primes / sizeof *primes; i++) {
        const bs_ring *ring = primes[i]->ring;
        size_t entries = (size_t)1 << power_secret_window(ring->root_bytes);
        hide(primes[i]->exponent, ring->root_bytes);
        hide(primes[i]->order.exponent, ring->root_bytes);
        hide(primes[i]->order.weights, entries * ring->group_words * sizeof(uint64_t));
    }
}

/* A prime of PRIME_BYTES bytes, the highest three bits set. */
static void new_prime(struct fixture *f, mpz_ptr p, uint8_t *bytes) {
    for (size_t i = 0; i < PRIME_BYTES; i++) {
        bytes[i] = (uint8_t)oracle_word();
    }
    bytes[0] |= 0xe0;
    f->gmp->import(p, PRIME_BYTES, 1, 1, 1, 0, bytes);
    f->gmp->nextprime(p, p);
    put(f, bytes, PRIME_BYTES, 0, p);
}

static void test_key_holder(int32_t kernel) {
    struct fixture f = {.gmp = mpz_library()};
    uint8_t p[PRIME_BYTES], q[PRIME_BYTES], y[COUNT * PRIME_BYTES];
    bs_private_key *key = NULL;
    mpz_t x, n;
    f.gmp->init(x);
    f.gmp->init(n);
    new_prime(&f, x, p);
    new_prime(&f, n, q);
    f.gmp->mul(n, n, x);
    open_fixture(&f, kernel, n);
    expect_done(&f, bs_private_key_new(kernel, p, sizeof p, q, sizeof q, &key));
    uint8_t *units = buffer(COUNT * f.element), *opened = buffer(COUNT * f.root);
    memset(y, 5, sizeof y);
    hide_exponents(key);
    hide(y, sizeof y);
    expect_done(&f, bs_private_blind(key, y, y, units, COUNT));
    expect_done(&f, bs_private_decrypt(key, units, opened, COUNT));
    show(opened, COUNT * f.root);
    for (size_t i = 0; i < COUNT * f.root; i++) {
        EXPECT(&f, opened[i] == 0);
    }
    bs_private_key_free(key);
    close_fixture(&f);
    f.gmp->clear(x);
    f.gmp->clear(n);
}

/* Powers in a ring made secret, and tables that are scanned. */
static void test_secret_exponents(int32_t kernel) {
    struct fixture f;
    uint8_t exponents[COUNT * EXPONENT_BYTES] = {0}, n[2 * PRIME_BYTES];
    bs_ring *ring = NULL;
    bs_fixed_base *table = NULL;
    open_random_fixture(&f, kernel, 8 * sizeof n);
    put(&f, n, sizeof n, 0, f.n);
    expect_done(&f, bs_ring_new(kernel, n, sizeof n, 1, &ring));
    uint8_t *a = buffer(COUNT * f.element), *out = buffer(COUNT * f.element);
    put(&f, a, f.element, 0, f.n2);
    a[f.element - 1] -= 1; /* -1, as n^2 is odd */
    expect_done(&f, new_table(&f, ring, a, 0, 8 * EXPONENT_BYTES, 4, 2, &table));
    hide(exponents, sizeof exponents);
    expect_done(&f, bs_power(ring, a, exponents, EXPONENT_BYTES, 1, out, COUNT));
    expect_done(&f, bs_fixed_base_power(table, exponents, EXPONENT_BYTES, 1, out, COUNT));
    bs_fixed_base_free(table);
    bs_ring_free(ring);
    close_fixture(&f);
}

/* What memcheck would say of a secret exponent that is treated as a public one. */
static void leak(void) {
    struct fixture f;
    uint8_t exponent[EXPONENT_BYTES] = {1, 2, 3, 4};
    open_random_fixture(&f, BS_KERNEL_GMP, 16 * PRIME_BYTES);
    uint8_t *a = operands(&f, f.n2, f.element, 1), *out = buffer(f.element);
    hide(exponent, sizeof exponent);
    expect_done(&f, bs_power(f.ring, a, exponent, EXPONENT_BYTES, 0, out, 1));
    close_fixture(&f);
}

int main(int count, char **arguments) {
    (void)arguments;
    oracle_seed(1);
    if (count > 1) {
        leak();
        return 0;
    }
    static const int32_t kernels[] = {BS_KERNEL_GMP, BS_KERNEL_AVX2};
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        if (bs_kernel_supported(kernels[i]) == 1) {
            test_key_holder(kernels[i]);
            test_secret_exponents(kernels[i]);
            printf("no branch and no address of kernel %s depends on a secret\n",
                   bs_kernel_name(kernels[i]));
        }
    }
    return 0;
}
