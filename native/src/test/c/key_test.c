/* The private key's operations, compared with GMP modulo n^2. */
#include "oracle.h"

#define COUNT 9

/* A key under test. */
struct key_fixture {
    struct fixture base;
    mpz_t p, q, p2, q2, x, y, m;
    uint8_t p_bytes[1024], q_bytes[1024];
    size_t p_width, q_width;
    bs_private_key *key;
};

static void random_prime(const struct mpz_library *gmp, mpz_ptr p, size_t bits) {
    const struct fixture f = {.gmp = gmp};
    mpz_t high;
    gmp->init(high);
    random_number(&f, p, bits - 3);
    random_number(&f, high, 0);
    gmp->add_ui(high, high, 6); /* 6 or 7 eighths of 2^bits: n has all its bits */
    for (size_t i = 0; i < bits - 3; i++) {
        gmp->add(high, high, high);
    }
    gmp->add(p, p, high);
    gmp->nextprime(p, p);
    gmp->clear(high);
}

static void open_key(struct key_fixture *k, int32_t kernel, size_t p_bits, size_t q_bits) {
    const struct mpz_library *gmp = mpz_library();
    mpz_ptr all[] = {k->p, k->q, k->p2, k->q2, k->x, k->y, k->m};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        gmp->init(all[i]);
    }
    random_prime(gmp, k->p, p_bits);
    do {
        random_prime(gmp, k->q, q_bits);
        gmp->sub(k->x, k->p, k->q);
    } while (k->x->size == 0);
    gmp->mul(k->p2, k->p, k->p);
    gmp->mul(k->q2, k->q, k->q);
    gmp->mul(k->x, k->p, k->q);
    open_fixture(&k->base, kernel, k->x);
    k->p_width = (p_bits + 7) / 8;
    k->q_width = (q_bits + 7) / 8;
    put(&k->base, k->p_bytes, k->p_width, 0, k->p);
    put(&k->base, k->q_bytes, k->q_width, 0, k->q);
    EXPECT(&k->base, bs_private_key_new(kernel, k->p_bytes, k->p_width, k->q_bytes, k->q_width,
                                        &k->key) == BS_OK);
}

static void close_key(struct key_fixture *k) {
    mpz_ptr all[] = {k->p, k->q, k->p2, k->q2, k->x, k->y, k->m};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        k->base.gmp->clear(all[i]);
    }
    bs_private_key_free(k->key);
    close_fixture(&k->base);
}

/* Random numbers in (0, bound), batch of COUNT. */
static uint8_t *roots(struct key_fixture *k, mpz_srcptr bound, size_t width) {
    uint8_t *batch = buffer(COUNT * width);
    for (size_t i = 0; i < COUNT; i++) {
        do {
            random_below(&k->base, k->x, bound);
        } while (k->x->size == 0);
        put(&k->base, batch, width, i, k->x);
    }
    return batch;
}

/* Blinding values are y^p mod p^2 and y^q mod q^2; encryptions with them are decrypted. */
static void test_blind_and_decrypt(struct key_fixture *k) {
    const struct fixture *f = &k->base;
    const uint8_t *y_p = roots(k, k->p, k->p_width), *y_q = roots(k, k->q, k->q_width);
    const uint8_t *m = operands(f, f->n, f->root, COUNT);
    uint8_t *units = buffer(COUNT * f->element), *opened = buffer(COUNT * f->root);
    EXPECT(f, bs_private_blind(k->key, y_p, y_q, units, COUNT) == BS_OK);
    for (size_t i = 0; i < COUNT; i++) {
        get(f, k->y, y_p, k->p_width, i);
        f->gmp->powm(k->x, k->y, k->p, k->p2);
        get(f, k->m, units, f->element, i);
        f->gmp->mod(k->m, k->m, k->p2);
        f->gmp->sub(k->m, k->m, k->x);
        EXPECT(f, k->m->size == 0);
        get(f, k->y, y_q, k->q_width, i);
        f->gmp->powm(k->x, k->y, k->q, k->q2);
        get(f, k->m, units, f->element, i);
        f->gmp->mod(k->m, k->m, k->q2);
        f->gmp->sub(k->m, k->m, k->x);
        EXPECT(f, k->m->size == 0);
    }
    EXPECT(f, bs_multiply_lifted(f->ring, m, units, units, COUNT) == BS_OK);
    EXPECT(f, bs_private_decrypt(k->key, units, opened, COUNT) == BS_OK);
    for (size_t i = 0; i < COUNT; i++) {
        get(f, k->m, m, f->root, i);
        EXPECT(f, equals(f, opened, f->root, i, k->m));
    }
}

static void test_combine(struct key_fixture *k) {
    const struct fixture *f = &k->base;
    const uint8_t *x_p = operands(f, k->p2, 2 * k->p_width, COUNT);
    const uint8_t *x_q = operands(f, k->q2, 2 * k->q_width, COUNT);
    uint8_t *out = buffer(COUNT * f->element);
    EXPECT(f, bs_private_combine(k->key, x_p, x_q, out, COUNT) == BS_OK);
    for (size_t i = 0; i < COUNT; i++) {
        get(f, k->m, out, f->element, i);
        f->gmp->mod(k->x, k->m, k->p2);
        EXPECT(f, equals(f, x_p, 2 * k->p_width, i, k->x));
        f->gmp->mod(k->x, k->m, k->q2);
        EXPECT(f, equals(f, x_q, 2 * k->q_width, i, k->x));
    }
}

/* What must not be decrypted, and pairs that are no key. */
static void test_refusals(struct key_fixture *k) {
    const struct fixture *f = &k->base;
    uint8_t *c = operands(f, f->n2, f->element, COUNT), *out = buffer(COUNT * f->element);
    uint8_t *y_p = roots(k, k->p, k->p_width), *y_q = roots(k, k->q, k->q_width);
    mpz_srcptr bad[] = {f->n2, f->n, k->p, k->q, k->p2};
    EXPECT(f, bs_private_blind(k->key, y_p, y_q, c, COUNT) == BS_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        put(f, c, f->element, COUNT - 1, bad[i]);
        EXPECT(f, bs_private_decrypt(k->key, c, out, COUNT) == COUNT);
        EXPECT(f, bs_private_decrypt(k->key, c, out, COUNT - 1) == BS_OK);
    }
    put(f, y_q, k->q_width, 3, k->q);
    EXPECT(f, bs_private_blind(k->key, y_p, y_q, out, COUNT) == 4);
    random_number(f, k->x, 0);
    put(f, y_p, k->p_width, 2, k->x);
    EXPECT(f, bs_private_blind(k->key, y_p, y_q, out, COUNT) == 3);
    EXPECT(f, bs_private_decrypt(NULL, c, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_private_decrypt(k->key, NULL, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_private_decrypt(k->key, NULL, NULL, 0) == BS_OK);
    EXPECT(f, bs_private_combine(k->key, NULL, y_q, out, 1) == BS_ERROR_ARGUMENT);

    bs_private_key *none = NULL;
    const uint8_t *p = k->p_bytes;
    EXPECT(f, bs_private_key_new(f->kernel, p, k->p_width, p, k->p_width, &none) == BS_ERROR_KEY);
    EXPECT(f, bs_private_key_new(f->kernel, NULL, 9, p, k->p_width, &none) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_private_key_new(f->kernel, p, k->p_width - 4, p, k->p_width, &none) < 0);
    EXPECT(f, none == NULL);
}

void test_private_key(int32_t kernel, size_t p_bits, size_t q_bits) {
    struct key_fixture k;
    open_key(&k, kernel, p_bits, q_bits);
    test_blind_and_decrypt(&k);
    release_buffers();
    test_combine(&k);
    release_buffers();
    test_refusals(&k);
    close_key(&k);
}
