#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BUFFERS 64
#define MAX_BYTES 8192

static uint64_t state;
static void *buffers[MAX_BUFFERS];
static size_t buffer_count;

void oracle_seed(uint64_t seed) { state = seed; }

uint64_t oracle_word(void) { /* splitmix64 */
    uint64_t x = state += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

void oracle_expect(const struct fixture *f, bool holds, const char *what, const char *file,
                   int line) {
    if (!holds) {
        fprintf(stderr, "%s:%d: kernel %s, %zu bits: expected %s\n", file, line,
                bs_kernel_name(f->kernel), f->bits, what);
        exit(1);
    }
}

uint8_t *buffer(size_t bytes) {
    uint8_t *memory = calloc(bytes + 1, 1);
    if (memory == NULL || buffer_count == MAX_BUFFERS) {
        fprintf(stderr, "kernel-test: no memory\n");
        exit(1);
    }
    buffers[buffer_count++] = memory;
    return memory + 1;
}

void release_buffers(void) {
    while (buffer_count > 0) {
        free(buffers[--buffer_count]);
    }
}

void open_fixture(struct fixture *f, int32_t kernel, mpz_srcptr n) {
    uint8_t bytes[MAX_BYTES];
    size_t length = 0;
    f->gmp = mpz_library();
    f->kernel = kernel;
    f->gmp->init(f->n);
    f->gmp->init(f->n2);
    f->gmp->set(f->n, n);
    f->gmp->mul(f->n2, f->n, f->n);
    f->gmp->export(bytes, &length, 1, 1, 1, 0, f->n);
    f->bits = 8 * length - (size_t)__builtin_clz(bytes[0]) + 24;
    f->root = length;
    f->element = 2 * length;
    EXPECT(f, bs_ring_new(kernel, bytes, length, 0, &f->ring) == BS_OK);
}

void open_random_fixture(struct fixture *f, int32_t kernel, size_t bits) {
    uint8_t bytes[MAX_BYTES];
    size_t length = (bits + 7) / 8;
    mpz_t n;
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (uint8_t)oracle_word();
    }
    bytes[0] &= (uint8_t)(0xff >> (8 * length - bits));
    bytes[0] |= (uint8_t)(1 << (bits - 1) % 8);
    bytes[length - 1] |= 1;
    mpz_library()->init(n);
    mpz_library()->import(n, length, 1, 1, 1, 0, bytes);
    open_fixture(f, kernel, n);
    mpz_library()->clear(n);
}

void close_fixture(struct fixture *f) {
    bs_ring_free(f->ring);
    f->gmp->clear(f->n);
    f->gmp->clear(f->n2);
    release_buffers();
}

void random_number(const struct fixture *f, mpz_ptr x, size_t bits) {
    uint8_t bytes[MAX_BYTES];
    size_t length = (bits + 7) / 8;
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (uint8_t)oracle_word();
    }
    if (bits % 8 != 0) {
        bytes[0] &= (uint8_t)(0xff >> (8 - bits % 8));
    }
    f->gmp->import(x, length, 1, 1, 1, 0, bytes);
}

void random_below(const struct fixture *f, mpz_ptr x, mpz_srcptr bound) {
    random_number(f, x, 2 * f->bits + 64);
    f->gmp->mod(x, x, bound);
}

void put(const struct fixture *f, uint8_t *batch, size_t width, size_t index, mpz_srcptr x) {
    uint8_t bytes[MAX_BYTES];
    size_t length = 0;
    f->gmp->export(bytes, &length, 1, 1, 1, 0, x);
    EXPECT(f, length <= width);
    memset(batch + index * width, 0, width - length);
    memcpy(batch + (index + 1) * width - length, bytes, length);
}

void get(const struct fixture *f, mpz_ptr x, const uint8_t *batch, size_t width, size_t index) {
    f->gmp->import(x, width, 1, 1, 1, 0, batch + index * width);
}

bool equals(const struct fixture *f, const uint8_t *batch, size_t width, size_t index,
            mpz_srcptr expected) {
    uint8_t bytes[MAX_BYTES];
    put(f, bytes, width, 0, expected);
    return memcmp(bytes, batch + index * width, width) == 0;
}

/* x = 2^bits - 1 */
static void ones(const struct fixture *f, mpz_ptr x, size_t bits) {
    uint8_t bytes[MAX_BYTES];
    memset(bytes, 0xff, (bits + 7) / 8);
    bytes[0] = (uint8_t)(0xff >> ((8 - bits % 8) % 8));
    f->gmp->import(x, (bits + 7) / 8, 1, 1, 1, 0, bytes);
}

static void operand(const struct fixture *f, mpz_ptr x, mpz_srcptr bound, size_t bound_bits) {
    switch (oracle_word() % 16) {
    case 0:
        random_number(f, x, 1);
        break;
    case 1:
        f->gmp->sub_ui(x, bound, 1 + oracle_word() % 2);
        break;
    case 2: /* all ones in whole limbs of 52 or 64 bits, one limb short or more */
        ones(f, x, bound_bits - 1 - oracle_word() % (bound_bits - 1));
        break;
    case 3:
        ones(f, x, bound_bits - 1);
        break;
    case 4:
        ones(f, x, (bound_bits - 1) / 52 * 52);
        break;
    case 5:
        random_number(f, x, bound_bits - 64);
        break;
    case 6: /* a multiple of n and its neighbours */
        random_number(f, x, 20);
        f->gmp->mul(x, x, f->n);
        f->gmp->add_ui(x, x, oracle_word() % 2);
        f->gmp->sub_ui(x, x, oracle_word() % 2);
        break;
    case 7:
        f->gmp->sub_ui(x, f->n, 1);
        break;
    default:
        random_below(f, x, bound);
    }
    f->gmp->mod(x, x, bound);
}

uint8_t *operands(const struct fixture *f, mpz_srcptr bound, size_t width, size_t count) {
    uint8_t *batch = buffer(count * width);
    uint8_t bytes[MAX_BYTES];
    size_t length = 0;
    mpz_t x;
    f->gmp->init(x);
    f->gmp->export(bytes, &length, 1, 1, 1, 0, bound);
    size_t bits = 8 * length - (size_t)__builtin_clz(bytes[0]) + 24;
    for (size_t i = 0; i < count; i++) {
        operand(f, x, bound, bits);
        put(f, batch, width, i, x);
    }
    f->gmp->clear(x);
    return batch;
}

int64_t new_table(const struct fixture *f, const bs_ring *ring, const uint8_t *batch, size_t index,
                  int32_t exponent_bits, int32_t window, int32_t threads, bs_fixed_base **table) {
    uint8_t *inverse = buffer(f->root);
    mpz_t x;
    f->gmp->init(x);
    get(f, x, batch, f->element, index);
    EXPECT(f, f->gmp->invert(x, x, f->n) != 0);
    put(f, inverse, f->root, 0, x);
    f->gmp->clear(x);
    return bs_fixed_base_new(ring, batch + index * f->element, inverse, exponent_bits, window,
                             threads, table);
}
