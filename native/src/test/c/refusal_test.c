/* Calls that must be refused, whatever a caller got wrong. */
#include <string.h>

#include "oracle.h"

#define COUNT 19
#define BAD 17

/* Every batch operation names the first element that is not below its bound. */
static void test_elements_out_of_range(const struct fixture *f) {
    uint8_t *a = operands(f, f->n2, f->element, COUNT);
    uint8_t *good = operands(f, f->n2, f->element, COUNT);
    uint8_t *m = operands(f, f->n, f->root, COUNT);
    uint8_t *out = buffer(COUNT * f->element);
    uint8_t *other = buffer(f->element);
    uint8_t *exponents = buffer(COUNT);
    uint8_t *weights = buffer(COUNT * sizeof(int64_t));
    put(f, a, f->element, BAD, f->n2);
    put(f, m, f->root, BAD, f->n);
    EXPECT(f, bs_multiply(f->ring, a, good, out, COUNT) == BAD + 1);
    EXPECT(f, bs_multiply(f->ring, good, a, out, COUNT) == BAD + 1);
    EXPECT(f, bs_multiply(f->ring, a, good, out, BAD) == BS_OK);
    EXPECT(f, bs_multiply_lifted(f->ring, m, good, out, COUNT) == BAD + 1);
    EXPECT(f, bs_product(f->ring, a, COUNT, 1, out) == BAD + 1);
    EXPECT(f, bs_product(f->ring, a, 1, COUNT, out) == BAD + 1);
    EXPECT(f, bs_power(f->ring, a, exponents, 1, 0, out, COUNT) == BAD + 1);
    EXPECT(f, bs_power(f->ring, a, exponents, 1, 1, out, COUNT) == BAD + 1);
    EXPECT(f, bs_weighted_product(f->ring, a, (const int64_t *)(const void *)weights, COUNT, out,
                                  other) == BAD + 1);
    bs_fixed_base *table = NULL;
    uint8_t *unit = buffer(f->element), *inverse = buffer(f->root);
    unit[f->element - 1] = 1;
    inverse[f->root - 1] = 1;
    EXPECT(f, bs_fixed_base_new(f->ring, a + BAD * f->element, inverse, 6, 2, 1, &table) == 1);
    EXPECT(f, bs_fixed_base_new(f->ring, unit, m + BAD * f->root, 6, 2, 1, &table) == 1);
    unit[f->element - 1] = 2;
    EXPECT(f, bs_fixed_base_new(f->ring, unit, inverse, 6, 2, 1, &table) == BS_ERROR_ARGUMENT);
    put(f, unit, f->element, 0, f->n);
    EXPECT(f, bs_fixed_base_new(f->ring, unit, inverse, 6, 2, 1, &table) == BS_ERROR_ARGUMENT);
    EXPECT(f, table == NULL);
    put(f, unit, f->element, 0, f->n2);
    unit[f->element - 1] -= 1; /* n^2 is odd */
    EXPECT(f, new_table(f, f->ring, unit, 0, 6, 2, 1, &table) == BS_OK);
    exponents[BAD] = 64;
    EXPECT(f, bs_fixed_base_power(table, exponents, 1, 0, out, COUNT) == BAD + 1);
    exponents[BAD] = 63;
    EXPECT(f, bs_fixed_base_power(table, exponents, 1, 1, out, COUNT) == BS_OK);
    EXPECT(f, bs_fixed_base_encrypt(table, m, exponents, 1, 0, out, COUNT) == BAD + 1);
    bs_fixed_base_free(table);
}

/* Null pointers, and lengths that no buffer has. */
static void test_arguments(const struct fixture *f) {
    uint8_t *a = operands(f, f->n2, f->element, 1);
    uint8_t *out = buffer(f->element), *one = buffer(f->element);
    const uint8_t *inverse = one + f->element - f->root; /* of one */
    const int64_t weight = 1;
    bs_fixed_base *table = NULL;
    bs_ring *ring = NULL;
    one[f->element - 1] = 1;
    EXPECT(f, bs_multiply(NULL, a, a, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_multiply(f->ring, NULL, a, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_multiply(f->ring, a, NULL, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_multiply(f->ring, a, a, NULL, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_multiply(f->ring, a, a, out, SIZE_MAX) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_multiply(f->ring, NULL, NULL, NULL, 0) == BS_OK);
    EXPECT(f, bs_multiply_lifted(f->ring, NULL, a, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_product(f->ring, a, SIZE_MAX, 2, out) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_product(f->ring, a, SIZE_MAX / 2 + 2, 2, out) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_product(f->ring, a, 1, 1, NULL) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_product(f->ring, NULL, 0, 1, out) == BS_OK);
    EXPECT(f, bs_power(f->ring, a, a, 0, 0, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_power(f->ring, a, a, 4097, 0, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_power(f->ring, a, NULL, 1, 1, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_weighted_product(f->ring, a, NULL, 1, out, out) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_weighted_product(f->ring, a, &weight, 1, out, NULL) == BS_ERROR_ARGUMENT);
    for (int32_t window = 0; window <= 17; window += 17) {
        EXPECT(f, bs_fixed_base_size(f->ring, 8, window) == BS_ERROR_ARGUMENT);
        EXPECT(f, bs_fixed_base_new(f->ring, one, inverse, 8, window, 1, &table) ==
                      BS_ERROR_ARGUMENT);
    }
    for (int32_t threads = 0; threads <= 65; threads += 65) {
        EXPECT(f, bs_fixed_base_new(f->ring, one, inverse, 8, 4, threads, &table) ==
                      BS_ERROR_ARGUMENT);
    }
    EXPECT(f, bs_fixed_base_new(f->ring, one, inverse, 0, 4, 1, &table) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_fixed_base_new(f->ring, one, inverse, 32769, 4, 1, &table) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_fixed_base_new(f->ring, NULL, inverse, 8, 4, 1, &table) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_fixed_base_new(f->ring, one, NULL, 8, 4, 1, &table) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_fixed_base_new(f->ring, one, inverse, 8, 4, 1, NULL) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_fixed_base_power(NULL, a, 1, 0, out, 1) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_ring_new(f->kernel, NULL, 16, 0, &ring) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_ring_new(f->kernel, a, 0, 0, &ring) == BS_ERROR_ARGUMENT);
    EXPECT(f, bs_ring_new(f->kernel, a, 16, 0, NULL) == BS_ERROR_ARGUMENT);
    bs_ring_free(NULL);
    bs_fixed_base_free(NULL);
    bs_private_key_free(NULL);
}

static void test_moduli(const struct fixture *f) {
    uint8_t number[1026] = {0};
    bs_ring *ring = NULL;
    number[1025] = 1;
    number[1025 - 15] = 0x80; /* 2^127 + 1 */
    EXPECT(f, bs_ring_new(f->kernel, number, sizeof number, 0, &ring) == BS_OK);
    bs_ring_free(ring);
    number[1025] = 2;
    EXPECT(f, bs_ring_new(f->kernel, number, sizeof number, 0, &ring) == BS_ERROR_MODULUS);
    number[1025] = 1;
    number[1025 - 15] = 0x40; /* 127 bits */
    EXPECT(f, bs_ring_new(f->kernel, number, sizeof number, 0, &ring) == BS_ERROR_MODULUS);
    number[1] = 1; /* 8193 bits */
    EXPECT(f, bs_ring_new(f->kernel, number, sizeof number, 0, &ring) == BS_ERROR_MODULUS);
    EXPECT(f, bs_ring_new(f->kernel, number + 2, 1024, 0, &ring) == BS_ERROR_MODULUS);
    number[2] = 0x80; /* 8192 bits */
    EXPECT(f, bs_ring_new(f->kernel, number + 2, 1024, 0, &ring) == BS_OK);
    bs_ring_free(ring);
    EXPECT(f, bs_ring_new(77, number + 2, 1024, 0, &ring) == BS_ERROR_KERNEL);
    EXPECT(f, ring == NULL);
    EXPECT(f, bs_kernel_supported(0) == 0 && strcmp(bs_kernel_name(0), "unknown") == 0);
}

void test_ring_refusals(const struct fixture *f) {
    test_elements_out_of_range(f);
    test_arguments(f);
    test_moduli(f);
    release_buffers();
}
