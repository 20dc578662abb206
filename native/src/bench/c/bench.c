/*
 * Times the kernels and textbook Paillier in C and GMP, on one core, in microseconds of CPU time
 * an element.
 *
 *     bench-c [BITS ...]        all of them, taking turns: one JSON object a line, the best of
 *                               several rounds; bits of n, default 2048 3072
 *     bench-c serve SIDE BITS   one side (textbook or the name of a kernel): answers each
 *                               operation's name on standard input with the time of one round,
 *                               or with a dash where it is not known
 *     bench-c machine           what bounds the kernels: see machine.c
 *
 * The textbook's operands are mpz numbers already; the kernels' are big-endian bytes. Both sides'
 * results are compared once. Random numbers here are reproducible and keep no secret.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "blindsum_kernel.h"
#include "machine.h"
#include "mpz.h"

#define ROUNDS 7
#define TEXTBOOK 0 /* beside the numbers of the kernels */
#define ELEMENTS 2048
#define WEIGHTED_ELEMENTS 16384
#define WEIGHT_BITS 16
#define PLAIN_FACTOR 0xb7e15162u /* 32 bits */
#define DJN_WINDOW 10
#define HARDENED_WINDOW 5

/* A key of some size and operands for it, on both sides. */
struct bench {
    const struct mpz_library *gmp;
    size_t bits, root, element;
    mpz_t p, q, n, p2, q2, n2, p_1, q_1, h_p, h_q, p_inverse, p2_inverse, half;
    uint8_t *ciphertexts, *plaintexts, *short_exponents, *out, *y_p, *y_q;
    mpz_t *c, *m, *r;
    int64_t *weights;
    bs_ring *ring;
    bs_private_key *key;
    bs_fixed_base *table, *small_table;
};

typedef void (*operation)(struct bench *bench, size_t count);

static uint64_t random_word(void) { /* splitmix64 */
    static uint64_t state = 20261124;
    uint64_t x = state += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static void random_bytes(uint8_t *target, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        target[i] = (uint8_t)random_word();
    }
}

static void check(int64_t status, const char *what) {
    if (status != BS_OK) {
        fprintf(stderr, "bench-c: %s answered %lld\n", what, (long long)status);
        exit(1);
    }
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fprintf(stderr, "bench-c: no memory\n");
        exit(1);
    }
    return memory;
}

static void export_number(const struct mpz_library *gmp, uint8_t *target, size_t width,
                          mpz_srcptr number) {
    uint8_t bytes[4096];
    size_t length = 0;
    gmp->export(bytes, &length, 1, 1, 1, 0, number);
    memset(target, 0, width - length);
    memcpy(target + width - length, bytes, length);
}

/* The textbook. */

static void gmp_sum(struct bench *b, size_t count) {
    b->gmp->set(b->r[0], b->c[0]);
    for (size_t i = 1; i < count; i++) {
        b->gmp->mul(b->r[0], b->r[0], b->c[i]);
        b->gmp->mod(b->r[0], b->r[0], b->n2);
    }
}

static void gmp_multiply(struct bench *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        b->gmp->mul(b->r[i], b->c[i], b->c[ELEMENTS - 1 - i]);
        b->gmp->mod(b->r[i], b->r[i], b->n2);
    }
}

static void gmp_power(struct bench *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        b->gmp->powm(b->r[i], b->c[i], b->n, b->n2);
    }
}

static void gmp_online(struct bench *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        b->gmp->mul(b->r[i], b->m[i], b->n);
        b->gmp->add_ui(b->r[i], b->r[i], 1);
        b->gmp->mul(b->r[i], b->r[i], b->c[i]);
        b->gmp->mod(b->r[i], b->r[i], b->n2);
    }
}

static void gmp_encrypt(struct bench *b, size_t count) {
    mpz_ptr lifted = b->r[ELEMENTS - 1];
    for (size_t i = 0; i < count; i++) {
        b->gmp->powm(b->r[i], b->c[i], b->n, b->n2);
        b->gmp->mul(lifted, b->m[i], b->n);
        b->gmp->add_ui(lifted, lifted, 1);
        b->gmp->mul(b->r[i], b->r[i], lifted);
        b->gmp->mod(b->r[i], b->r[i], b->n2);
    }
}

static void gmp_multiply_plain(struct bench *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        b->gmp->powm_ui(b->r[i], b->c[i], PLAIN_FACTOR, b->n2);
    }
}

static void gmp_short_power(struct bench *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        b->gmp->powm(b->r[i], b->c[0], b->half, b->n2);
    }
}

/* x = L(c^(prime - 1) mod prime^2) h mod prime */
static void gmp_decrypt_modulo(struct bench *b, mpz_ptr x, mpz_srcptr c, mpz_srcptr prime,
                               mpz_srcptr prime_1, mpz_srcptr square, mpz_srcptr h) {
    b->gmp->mod(x, c, square);
    b->gmp->powm(x, x, prime_1, square);
    b->gmp->sub_ui(x, x, 1);
    b->gmp->divexact(x, x, prime);
    b->gmp->mul(x, x, h);
    b->gmp->mod(x, x, prime);
}

static void gmp_decrypt(struct bench *b, size_t count) {
    mpz_ptr y = b->r[ELEMENTS - 1];
    for (size_t i = 0; i < count; i++) {
        gmp_decrypt_modulo(b, b->r[i], b->c[i], b->p, b->p_1, b->p2, b->h_p);
        gmp_decrypt_modulo(b, y, b->c[i], b->q, b->q_1, b->q2, b->h_q);
        b->gmp->sub(y, y, b->r[i]);
        b->gmp->mul(y, y, b->p_inverse);
        b->gmp->mod(y, y, b->q);
        b->gmp->mul(y, y, b->p);
        b->gmp->add(b->r[i], b->r[i], y);
    }
}

static void gmp_key_holder(struct bench *b, size_t count) {
    mpz_ptr y = b->r[ELEMENTS - 1];
    for (size_t i = 0; i < count; i++) {
        b->gmp->powm(b->r[i], b->m[i], b->p, b->p2);
        b->gmp->powm(y, b->m[i], b->q, b->q2);
        b->gmp->sub(y, y, b->r[i]);
        b->gmp->mul(y, y, b->p2_inverse);
        b->gmp->mod(y, y, b->q2);
        b->gmp->mul(y, y, b->p2);
        b->gmp->add(b->r[i], b->r[i], y);
    }
}

static void gmp_weighted(struct bench *b, size_t count) {
    b->gmp->powm_ui(b->r[0], b->c[0], (unsigned long)b->weights[0], b->n2);
    for (size_t i = 1; i < count; i++) {
        b->gmp->powm_ui(b->r[1], b->c[i % ELEMENTS], (unsigned long)b->weights[i], b->n2);
        b->gmp->mul(b->r[0], b->r[0], b->r[1]);
        b->gmp->mod(b->r[0], b->r[0], b->n2);
    }
}

/* The kernels. */

static void kernel_sum(struct bench *b, size_t count) {
    check(bs_product(b->ring, b->ciphertexts, count, 1, b->out), "bs_product");
}

static void kernel_multiply(struct bench *b, size_t count) {
    uint8_t *other = b->ciphertexts + (ELEMENTS - count) * b->element;
    check(bs_multiply(b->ring, b->ciphertexts, other, b->out, count), "bs_multiply");
}

static void kernel_power(struct bench *b, size_t count) {
    uint8_t n[2048];
    export_number(b->gmp, n, b->root, b->n);
    check(bs_power(b->ring, b->ciphertexts, n, b->root, 0, b->out, count), "bs_power");
}

static void kernel_online(struct bench *b, size_t count) {
    check(bs_multiply_lifted(b->ring, b->plaintexts, b->ciphertexts, b->out, count),
          "bs_multiply_lifted");
}

static void kernel_encrypt(struct bench *b, size_t count) {
    kernel_power(b, count);
    check(bs_multiply_lifted(b->ring, b->plaintexts, b->out, b->out, count),
          "bs_multiply_lifted");
}

static void kernel_multiply_plain(struct bench *b, size_t count) {
    const uint8_t factor[] = {PLAIN_FACTOR >> 24, PLAIN_FACTOR >> 16 & 0xff,
                              PLAIN_FACTOR >> 8 & 0xff, PLAIN_FACTOR & 0xff};
    check(bs_power(b->ring, b->ciphertexts, factor, sizeof factor, 0, b->out, count), "bs_power");
}

static void kernel_djn(struct bench *b, size_t count) {
    check(bs_fixed_base_encrypt(b->table, b->plaintexts, b->short_exponents, b->bits / 16, 0,
                                b->out, count),
          "bs_fixed_base_encrypt");
}

static void kernel_djn_hardened(struct bench *b, size_t count) {
    check(bs_fixed_base_encrypt(b->small_table, b->plaintexts, b->short_exponents, b->bits / 16,
                                1, b->out, count),
          "bs_fixed_base_encrypt");
}

static void kernel_decrypt(struct bench *b, size_t count) {
    check(bs_private_decrypt(b->key, b->ciphertexts, b->out, count), "bs_private_decrypt");
}

static void kernel_key_holder(struct bench *b, size_t count) {
    check(bs_private_blind(b->key, b->y_p, b->y_q, b->out, count), "bs_private_blind");
}

static void kernel_weighted(struct bench *b, size_t count) {
    uint8_t negative[4096];
    check(bs_weighted_product(b->ring, b->ciphertexts, b->weights, count, b->out, negative),
          "bs_weighted_product");
}

static const struct timed {
    const char *name;
    operation textbook;
    operation kernel;
    size_t textbook_count; /* elements a round */
    size_t vector_count;
    size_t gmp_count;
} operations[] = {
    {"sum", gmp_sum, kernel_sum, ELEMENTS, ELEMENTS, ELEMENTS},
    {"add", gmp_multiply, kernel_multiply, ELEMENTS, ELEMENTS, ELEMENTS},
    {"encrypt-online", gmp_online, kernel_online, ELEMENTS, ELEMENTS, ELEMENTS},
    {"power-n", gmp_power, kernel_power, 4, 32, 4},
    {"encrypt-full", gmp_encrypt, kernel_encrypt, 4, 32, 4},
    {"multiply-plain", gmp_multiply_plain, kernel_multiply_plain, 256, 256, 256},
    {"encrypt-djn", gmp_short_power, kernel_djn, 8, 256, 64},
    {"encrypt-djn-hardened", gmp_short_power, kernel_djn_hardened, 8, 256, 64},
    {"decrypt", gmp_decrypt, kernel_decrypt, 8, 64, 8},
    {"blind-holder", gmp_key_holder, kernel_key_holder, 8, 64, 8},
    {"weighted-sum", gmp_weighted, kernel_weighted, 256, WEIGHTED_ELEMENTS, WEIGHTED_ELEMENTS / 4},
};

#define OPERATIONS (sizeof operations / sizeof *operations)

static void new_prime(const struct mpz_library *gmp, mpz_ptr prime, size_t bits) {
    uint8_t bytes[2048];
    random_bytes(bytes, bits / 8);
    bytes[0] |= 0xc0;
    gmp->import(prime, bits / 8, 1, 1, 1, 0, bytes);
    gmp->nextprime(prime, prime);
}

/* Sets h = -1 / other mod prime. */
static void set_logarithm(const struct mpz_library *gmp, mpz_ptr h, mpz_srcptr other,
                          mpz_srcptr prime) {
    gmp->invert(h, other, prime);
    gmp->sub(h, prime, h);
}

static void new_key(struct bench *b, size_t bits) {
    const struct mpz_library *gmp = b->gmp;
    mpz_ptr all[] = {b->p,   b->q,   b->n,   b->p2,        b->q2,         b->n2,  b->p_1,
                     b->q_1, b->h_p, b->h_q, b->p_inverse, b->p2_inverse, b->half};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        gmp->init(all[i]);
    }
    new_prime(gmp, b->p, bits / 2);
    new_prime(gmp, b->q, bits / 2);
    gmp->mul(b->n, b->p, b->q);
    gmp->mul(b->p2, b->p, b->p);
    gmp->mul(b->q2, b->q, b->q);
    gmp->mul(b->n2, b->n, b->n);
    gmp->sub_ui(b->p_1, b->p, 1);
    gmp->sub_ui(b->q_1, b->q, 1);
    set_logarithm(gmp, b->h_p, b->q, b->p);
    set_logarithm(gmp, b->h_q, b->p, b->q);
    gmp->invert(b->p_inverse, b->p, b->q);
    gmp->invert(b->p2_inverse, b->p2, b->q2);
    gmp->set(b->half, b->p_1); /* stands for an exponent of bits / 2 bits */
}

/* Operands on both sides; element i of the weighted sum is ciphertext i mod ELEMENTS. */
static void new_operands(struct bench *b) {
    const struct mpz_library *gmp = b->gmp;
    b->c = allocate(ELEMENTS, sizeof *b->c);
    b->m = allocate(ELEMENTS, sizeof *b->m);
    b->r = allocate(ELEMENTS, sizeof *b->r);
    b->ciphertexts = allocate(WEIGHTED_ELEMENTS, b->element);
    b->out = allocate(ELEMENTS, b->element);
    b->plaintexts = allocate(ELEMENTS, b->root);
    b->short_exponents = allocate(ELEMENTS, b->bits / 16);
    b->y_p = allocate(ELEMENTS, b->root / 2);
    b->y_q = allocate(ELEMENTS, b->root / 2);
    b->weights = allocate(WEIGHTED_ELEMENTS, sizeof *b->weights);
    random_bytes(b->short_exponents, ELEMENTS * (b->bits / 16));
    for (size_t i = 0; i < WEIGHTED_ELEMENTS; i++) {
        b->weights[i] = (int64_t)(random_word() >> (64 - WEIGHT_BITS));
    }
    for (size_t i = 0; i < ELEMENTS; i++) {
        uint8_t bytes[4096];
        gmp->init(b->c[i]);
        gmp->init(b->m[i]);
        gmp->init(b->r[i]);
        random_bytes(bytes, b->element);
        gmp->import(b->c[i], b->element, 1, 1, 1, 0, bytes);
        gmp->mod(b->c[i], b->c[i], b->n2);
        gmp->mod(b->m[i], b->c[i], b->n);
        export_number(gmp, b->ciphertexts + i * b->element, b->element, b->c[i]);
        export_number(gmp, b->plaintexts + i * b->root, b->root, b->m[i]);
        gmp->mod(b->r[i], b->m[i], b->p);
        export_number(gmp, b->y_p + i * (b->root / 2), b->root / 2, b->r[i]);
        gmp->mod(b->r[i], b->m[i], b->q);
        export_number(gmp, b->y_q + i * (b->root / 2), b->root / 2, b->r[i]);
    }
    for (size_t i = ELEMENTS; i < WEIGHTED_ELEMENTS; i++) {
        memcpy(b->ciphertexts + i * b->element, b->ciphertexts + i % ELEMENTS * b->element,
               b->element);
    }
}

/* A table of the first ciphertext. */
static bs_fixed_base *new_table(struct bench *b, int32_t exponent_bits, int32_t window) {
    uint8_t inverse[2048];
    mpz_t x;
    bs_fixed_base *table = NULL;
    b->gmp->init(x);
    b->gmp->invert(x, b->c[0], b->n);
    export_number(b->gmp, inverse, b->root, x);
    b->gmp->clear(x);
    check(bs_fixed_base_new(b->ring, b->ciphertexts, inverse, exponent_bits, window, 1, &table),
          "bs_fixed_base_new");
    return table;
}

static void open_kernel(struct bench *b, int32_t kernel) {
    uint8_t n[2048], p[1024], q[1024];
    export_number(b->gmp, n, b->root, b->n);
    export_number(b->gmp, p, b->root / 2, b->p);
    export_number(b->gmp, q, b->root / 2, b->q);
    int32_t exponent_bits = (int32_t)b->bits / 2;
    check(bs_ring_new(kernel, n, b->root, 0, &b->ring), "bs_ring_new");
    check(bs_private_key_new(kernel, p, b->root / 2, q, b->root / 2, &b->key),
          "bs_private_key_new");
    b->table = new_table(b, exponent_bits, DJN_WINDOW);
    b->small_table = new_table(b, exponent_bits, HARDENED_WINDOW);
}

static void close_kernel(struct bench *b) {
    bs_fixed_base_free(b->table);
    bs_fixed_base_free(b->small_table);
    bs_private_key_free(b->key);
    bs_ring_free(b->ring);
}

static double cpu_microseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e6 * (double)time.tv_sec + 1e-3 * (double)time.tv_nsec;
}

static double time_one(struct bench *b, operation run, size_t count) {
    double start = cpu_microseconds();
    run(b, count);
    return (cpu_microseconds() - start) / (double)count;
}

static double time_side(struct bench *b, const struct timed *timed, int32_t kernel) {
    if (kernel == TEXTBOOK) {
        return time_one(b, timed->textbook, timed->textbook_count);
    }
    return time_one(b, timed->kernel,
                    kernel == BS_KERNEL_GMP ? timed->gmp_count : timed->vector_count);
}

static void bench_kernel(struct bench *b, int32_t kernel) {
    if (!bs_kernel_supported(kernel)) {
        return;
    }
    open_kernel(b, kernel);
    for (size_t i = 0; i < OPERATIONS; i++) {
        double textbook = 1e300, ours = 1e300;
        for (int round = 0; round < ROUNDS; round++) {
            double time = time_side(b, &operations[i], TEXTBOOK);
            textbook = time < textbook ? time : textbook;
            time = time_side(b, &operations[i], kernel);
            ours = time < ours ? time : ours;
        }
        printf("{\"operation\":\"%s\",\"bits\":%zu,\"kernel\":\"%s\",\"kernel_us\":%.3f,"
               "\"textbook_gmp_us\":%.3f,\"ratio\":%.2f}\n",
               operations[i].name, b->bits, bs_kernel_name(kernel), ours, textbook,
               textbook / ours);
        fflush(stdout);
    }
    close_kernel(b);
}

/* The sum is the one operation whose operands and result are the same on both sides. */
static void compare_sums(struct bench *b, int32_t kernel) {
    uint8_t expected[4096];
    if (bs_kernel_supported(kernel)) {
        open_kernel(b, kernel);
        gmp_sum(b, ELEMENTS);
        kernel_sum(b, ELEMENTS);
        export_number(b->gmp, expected, b->element, b->r[0]);
        if (memcmp(expected, b->out, b->element) != 0) {
            fprintf(stderr, "bench-c: the sums differ\n");
            exit(1);
        }
        close_kernel(b);
    }
}

static struct bench *new_bench(const char *text) {
    size_t bits = strtoul(text, NULL, 10);
    if (bits < 512 || bits > BS_MAX_BITS || bits % 256 != 0) {
        fprintf(stderr, "bench-c: %s bits: a multiple of 256 from 512 to %d is needed\n", text,
                BS_MAX_BITS);
        exit(2);
    }
    struct bench *b = allocate(1, sizeof *b); /* it and its operands live as long as the process */
    b->gmp = mpz_library();
    b->bits = bits;
    b->root = bits / 8;
    b->element = 2 * b->root;
    new_key(b, bits);
    new_operands(b);
    for (int32_t kernel = BS_KERNEL_GMP; kernel <= BS_KERNEL_AVX2; kernel++) {
        compare_sums(b, kernel);
    }
    return b;
}

static int serve(const char *side, const char *bits) {
    int32_t kernel = BS_KERNEL_AVX2;
    while (kernel != TEXTBOOK && strcmp(side, bs_kernel_name(kernel)) != 0) {
        kernel--;
    }
    if (kernel == TEXTBOOK ? strcmp(side, "textbook") != 0 : !bs_kernel_supported(kernel)) {
        fprintf(stderr, "bench-c: this machine does not run %s\n", side);
        return 2;
    }
    struct bench *b = new_bench(bits);
    if (kernel != TEXTBOOK) {
        open_kernel(b, kernel);
    }
    printf("ready %s\n", side);
    fflush(stdout);
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        size_t i = 0;
        while (i < OPERATIONS && strcmp(line, operations[i].name) != 0) {
            i++;
        }
        if (i < OPERATIONS) {
            printf("%.4f\n", time_side(b, &operations[i], kernel));
        } else {
            printf("-\n");
        }
        fflush(stdout);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "serve") == 0) {
        return serve(argv[2], argv[3]);
    }
    if (argc == 2 && strcmp(argv[1], "machine") == 0) {
        return print_machine();
    }
    const char *defaults[] = {"2048", "3072"};
    const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : defaults;
    int count = argc > 1 ? argc - 1 : 2;
    for (int i = 0; i < count; i++) {
        struct bench *b = new_bench(sizes[i]);
        for (int32_t kernel = BS_KERNEL_GMP; kernel <= BS_KERNEL_AVX2; kernel++) {
            bench_kernel(b, kernel);
        }
    }
    return 0;
}
