/* Operations of the ring and of its tables, compared with GMP one by one. */
#include <string.h>

#include "oracle.h"

#define EXPONENT_BYTES 9
#define LONG_EXPONENT_MODULUS 257
#define LONG_EXPONENT_BYTES 230
#define COLUMNS 11
#define TABLE_BITS 69
#define MANY_POSITIONS 4200
#define WIDEST_WINDOW 16
#define BASES 6
#define MAX_THREADS 3

/* Numbers that the checks below compute with. */
struct numbers {
    mpz_t a, b, e, x;
};

static void open_numbers(const struct fixture *f, struct numbers *n) {
    f->gmp->init(n->a);
    f->gmp->init(n->b);
    f->gmp->init(n->e);
    f->gmp->init(n->x);
}

static void close_numbers(const struct fixture *f, struct numbers *n) {
    f->gmp->clear(n->a);
    f->gmp->clear(n->b);
    f->gmp->clear(n->e);
    f->gmp->clear(n->x);
}

/* x = x y mod n^2 */
static void multiply(const struct fixture *f, mpz_ptr x, mpz_srcptr y) {
    f->gmp->mul(x, x, y);
    f->gmp->mod(x, x, f->n2);
}

/* x = (1 + m n) mod n^2 */
static void lift(const struct fixture *f, mpz_ptr x, mpz_srcptr m) {
    f->gmp->mul(x, m, f->n);
    f->gmp->add_ui(x, x, 1);
    f->gmp->mod(x, x, f->n2);
}

static void test_multiply(const struct fixture *f, struct numbers *n, size_t count) {
    const uint8_t *a = operands(f, f->n2, f->element, count);
    const uint8_t *b = operands(f, f->n2, f->element, count);
    const uint8_t *m = operands(f, f->n, f->root, count);
    uint8_t *out = buffer(count * f->element);
    EXPECT(f, bs_multiply(f->ring, a, b, out, count) == BS_OK);
    for (size_t i = 0; i < count; i++) {
        get(f, n->a, a, f->element, i);
        get(f, n->b, b, f->element, i);
        multiply(f, n->a, n->b);
        EXPECT(f, equals(f, out, f->element, i, n->a));
    }
    EXPECT(f, bs_multiply_lifted(f->ring, m, b, out, count) == BS_OK);
    for (size_t i = 0; i < count; i++) {
        get(f, n->a, m, f->root, i);
        lift(f, n->x, n->a);
        get(f, n->b, b, f->element, i);
        multiply(f, n->x, n->b);
        EXPECT(f, equals(f, out, f->element, i, n->x));
    }
    uint8_t *in_place = operands(f, f->n2, f->element, count);
    memcpy(out, in_place, count * f->element);
    EXPECT(f, bs_multiply(f->ring, in_place, in_place, in_place, count) == BS_OK);
    for (size_t i = 0; i < count; i++) {
        get(f, n->a, out, f->element, i);
        multiply(f, n->a, n->a);
        EXPECT(f, equals(f, in_place, f->element, i, n->a));
    }
}

static void test_product(const struct fixture *f, struct numbers *n, size_t rows, size_t columns) {
    const uint8_t *a = operands(f, f->n2, f->element, rows * columns);
    uint8_t *out = buffer(columns * f->element);
    EXPECT(f, bs_product(f->ring, a, rows, columns, out) == BS_OK);
    for (size_t j = 0; j < columns; j++) {
        random_number(f, n->x, 0);
        f->gmp->add_ui(n->x, n->x, 1);
        for (size_t i = 0; i < rows; i++) {
            get(f, n->a, a, f->element, i * columns + j);
            multiply(f, n->x, n->a);
        }
        EXPECT(f, equals(f, out, f->element, j, n->x));
    }
}

static void test_powers(const struct fixture *f, struct numbers *n, size_t count) {
    /* one modulus gets exponents long enough for the widest windows */
    const size_t width = f->bits == LONG_EXPONENT_MODULUS ? LONG_EXPONENT_BYTES : EXPONENT_BYTES;
    const uint8_t *a = operands(f, f->n2, f->element, count);
    uint8_t *exponent = buffer(width);
    uint8_t *out = buffer(count * f->element);
    for (size_t i = 0; i < width; i++) {
        exponent[i] = (uint8_t)(oracle_word() % 3 == 0 ? 0 : oracle_word());
    }
    get(f, n->e, exponent, width, 0);
    for (int32_t secret = 0; secret < 2; secret++) {
        EXPECT(f, bs_power(f->ring, a, exponent, width, secret, out, count) == BS_OK);
        for (size_t i = 0; i < count; i++) {
            get(f, n->a, a, f->element, i);
            f->gmp->powm(n->x, n->a, n->e, f->n2);
            EXPECT(f, equals(f, out, f->element, i, n->x));
        }
    }
}

static void test_weighted(const struct fixture *f, struct numbers *n, size_t count) {
    const uint8_t *a = operands(f, f->n2, f->element, count);
    uint8_t *weights = buffer(count * sizeof(int64_t));
    uint8_t *out[2] = {buffer(f->element), buffer(f->element)};
    mpz_t product[2];
    unsigned shift = (unsigned)(oracle_word() % 64);
    for (int sign = 0; sign < 2; sign++) {
        f->gmp->init(product[sign]);
        f->gmp->add_ui(product[sign], product[sign], 1);
    }
    for (size_t i = 0; i < count; i++) {
        int64_t w = i == 0 ? INT64_MIN : (int64_t)oracle_word() >> shift;
        memcpy(weights + i * sizeof w, &w, sizeof w);
        uint64_t magnitude = w < 0 ? 0 - (uint64_t)w : (uint64_t)w;
        get(f, n->a, a, f->element, i);
        f->gmp->powm_ui(n->x, n->a, magnitude, f->n2);
        if (w != 0) {
            multiply(f, product[w < 0], n->x);
        }
    }
    EXPECT(f, bs_weighted_product(f->ring, a, (const int64_t *)(const void *)weights, count,
                                  out[0], out[1]) == BS_OK);
    for (int sign = 0; sign < 2; sign++) {
        EXPECT(f, equals(f, out[sign], f->element, 0, product[sign]));
        f->gmp->clear(product[sign]);
    }
}

void test_ring(const struct fixture *f, size_t count) {
    struct numbers n;
    open_numbers(f, &n);
    test_multiply(f, &n, count);
    test_product(f, &n, count, 1);
    test_product(f, &n, count % 5, COLUMNS);
    test_powers(f, &n, count);
    test_weighted(f, &n, count);
    close_numbers(f, &n);
    release_buffers();
}

/* Powers and encryptions by a table of element `index` of the bases. */
static void test_table(const struct fixture *f, struct numbers *n, const uint8_t *bases,
                       size_t index, size_t exponent_bits, int32_t window, size_t count) {
    const size_t width = (exponent_bits + 7) / 8;
    const uint8_t *m = operands(f, f->n, f->root, count);
    uint8_t *exponents = buffer(count * width);
    uint8_t *out = buffer(count * f->element);
    bs_fixed_base *table = NULL;
    for (size_t i = 0; i < count; i++) {
        random_number(f, n->e, i % 3 == 0 ? i : exponent_bits);
        put(f, exponents, width, i, n->e);
    }
    get(f, n->b, bases, f->element, index);
    int32_t threads = 1 + (int32_t)(oracle_word() % MAX_THREADS);
    EXPECT(f, new_table(f, f->ring, bases, index, (int32_t)exponent_bits, window, threads,
                        &table) == BS_OK);
    for (int32_t hardened = 0; hardened < 2; hardened++) {
        EXPECT(f, bs_fixed_base_power(table, exponents, width, hardened, out, count) == BS_OK);
        for (size_t i = 0; i < count; i++) {
            get(f, n->e, exponents, width, i);
            f->gmp->powm(n->x, n->b, n->e, f->n2);
            EXPECT(f, equals(f, out, f->element, i, n->x));
        }
        EXPECT(f, bs_fixed_base_encrypt(table, m, exponents, width, hardened, out, count) ==
                      BS_OK);
        for (size_t i = 0; i < count; i++) {
            get(f, n->e, exponents, width, i);
            get(f, n->a, m, f->root, i);
            f->gmp->powm(n->x, n->b, n->e, f->n2);
            lift(f, n->e, n->a);
            multiply(f, n->x, n->e);
            EXPECT(f, equals(f, out, f->element, i, n->x));
        }
    }
    bs_fixed_base_free(table);
}

/* A random unit, and those with the least and the greatest parts and logarithms to base n: 1, -1
 * modulo n, -1, and 1 + l n with l = 1 and l = -1. */
static uint8_t *bases(const struct fixture *f, struct numbers *n) {
    uint8_t *batch = buffer(BASES * f->element);
    for (int found = 0; found == 0;) {
        random_below(f, n->x, f->n2);
        found = f->gmp->invert(n->a, n->x, f->n);
    }
    put(f, batch, f->element, 0, n->x);
    random_number(f, n->x, 0);
    f->gmp->add_ui(n->x, n->x, 1);
    put(f, batch, f->element, 1, n->x);
    f->gmp->sub_ui(n->x, f->n, 1);
    put(f, batch, f->element, 2, n->x);
    f->gmp->sub_ui(n->x, f->n2, 1);
    put(f, batch, f->element, 3, n->x);
    f->gmp->add_ui(n->x, f->n, 1);
    put(f, batch, f->element, 4, n->x);
    f->gmp->sub(n->x, f->n2, f->n);
    f->gmp->add_ui(n->x, n->x, 1);
    put(f, batch, f->element, 5, n->x);
    return batch;
}

void test_tables(const struct fixture *f, size_t count) {
    struct numbers n;
    open_numbers(f, &n);
    for (int32_t window = 1; window <= 7; window += 3) {
        test_table(f, &n, bases(f, &n), 0, TABLE_BITS, window, count);
        release_buffers();
    }
    for (size_t index = 1; index < BASES; index++) {
        test_table(f, &n, bases(f, &n), index, TABLE_BITS, 5, 9);
        release_buffers();
    }
    if (f->bits == LONG_EXPONENT_MODULUS) { /* more logarithms than limbs have room for */
        test_table(f, &n, bases(f, &n), 0, MANY_POSITIONS, 1, 2);
        release_buffers();
        test_table(f, &n, bases(f, &n), 0, 2 * WIDEST_WINDOW + 1, WIDEST_WINDOW, count);
    }
    close_numbers(f, &n);
    release_buffers();
}
