/*
 * Looks for secrets in the time that operations take (Reparaz, Balasch, Verbauwhede, "Dude, is my
 * code constant time?", DATE 2017): times a fixed operand against random ones, in random order,
 * and compares the two by Welch's t-test. |t| above 5 is a leak; what is below shows none that
 * this many samples would find.
 *
 *     timing-test [samples]     default 20000
 *
 * First it times a power with a public exponent, whose time does depend on it, and fails if the
 * test does not see that.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "oracle.h"

#define LIMIT 5.0
#define BITS 1024
#define LANES 8
#define CROP 0.9 /* the slowest tenth was interrupted by something else */

/* Welch's t-test over two classes, their moments added up one by one (Welford 1962). */
struct welch {
    double count[2], mean[2], squares[2];
};

static void add_sample(struct welch *w, int class, double x) {
    double delta = x - w->mean[class];
    w->count[class]++;
    w->mean[class] += delta / w->count[class];
    w->squares[class] += delta * (x - w->mean[class]);
}

static double t_value(const struct welch *w) {
    double error = 0;
    for (int class = 0; class < 2; class++) {
        error += w->squares[class] / (w->count[class] - 1) / w->count[class];
    }
    return (w->mean[0] - w->mean[1]) / sqrt(error);
}

struct subject {
    const char *name;
    /* works on one operand */
    int64_t (*run)(const struct subject *s, const uint8_t *operand, uint8_t *out);
    struct fixture *f;
    bs_private_key *key;
    bs_fixed_base *table;
    const uint8_t *base;
    size_t operand_bytes;
    const uint8_t *fixed;
    uint8_t *random; /* LANES operands of class 1, made anew for each sample */
    void (*randomize)(const struct subject *s);
};

static double nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double measure(const struct subject *s, size_t samples) {
    double *times = calloc(samples, sizeof *times), *sorted = calloc(samples, sizeof *sorted);
    uint8_t *classes = calloc(samples, 1);
    uint8_t *operand = buffer(LANES * s->operand_bytes);
    uint8_t *out = buffer(LANES * s->f->element);
    struct welch w = {{0}, {0}, {0}};
    EXPECT(s->f, times != NULL && sorted != NULL && classes != NULL);
    for (size_t i = 0; i < samples; i++) {
        classes[i] = oracle_word() & 1;
        s->randomize(s);
        memcpy(operand, classes[i] ? s->random : s->fixed, LANES * s->operand_bytes);
        double start = nanoseconds();
        int64_t status = s->run(s, operand, out);
        times[i] = nanoseconds() - start;
        EXPECT(s->f, status == BS_OK);
    }
    memcpy(sorted, times, samples * sizeof *sorted);
    qsort(sorted, samples, sizeof *sorted, ascending);
    for (size_t i = 0; i < samples; i++) {
        if (times[i] <= sorted[(size_t)((double)(samples - 1) * CROP)]) {
            add_sample(&w, classes[i], times[i]);
        }
    }
    free(times);
    free(sorted);
    free(classes);
    double t = t_value(&w);
    printf("%s %-28s t = %7.2f over %zu samples\n", bs_kernel_name(s->f->kernel), s->name, t,
           samples);
    return fabs(t);
}

static int64_t decrypt(const struct subject *s, const uint8_t *operand, uint8_t *out) {
    return bs_private_decrypt(s->key, operand, out, LANES);
}

static int64_t secret_table(const struct subject *s, const uint8_t *operand, uint8_t *out) {
    return bs_fixed_base_power(s->table, operand, s->operand_bytes, 1, out, LANES);
}

static int64_t secret_power(const struct subject *s, const uint8_t *operand, uint8_t *out) {
    return bs_power(s->f->ring, s->base, operand, s->operand_bytes, 1, out, LANES);
}

static int64_t public_power(const struct subject *s, const uint8_t *operand, uint8_t *out) {
    return bs_power(s->f->ring, s->base, operand, s->operand_bytes, 0, out, LANES);
}

/* Exponents with all their bits against one with few. */
static void random_exponents(const struct subject *s) {
    for (size_t i = 0; i < LANES * s->operand_bytes; i++) {
        s->random[i] = (uint8_t)oracle_word();
    }
}

/* Ciphertexts of random plaintexts against those of zero. */
static void random_ciphertexts(const struct subject *s) {
    uint8_t m[LANES * (BITS / 8)];
    for (size_t i = 0; i < sizeof m; i++) {
        m[i] = (uint8_t)(i % (BITS / 8) == 0 ? 0 : oracle_word());
    }
    EXPECT(s->f, bs_multiply_lifted(s->f->ring, m, s->fixed, s->random, LANES) == BS_OK);
}

static void open_key(struct fixture *f, int32_t kernel, bs_private_key **key) {
    const struct mpz_library *gmp = mpz_library();
    const struct fixture numbers = {.gmp = gmp, .bits = BITS / 2};
    uint8_t p[2][BITS / 16];
    mpz_t x[2];
    for (int i = 0; i < 2; i++) {
        for (size_t j = 0; j < sizeof p[i]; j++) {
            p[i][j] = (uint8_t)oracle_word();
        }
        p[i][0] |= 0xe0;
        gmp->init(x[i]);
        gmp->import(x[i], sizeof p[i], 1, 1, 1, 0, p[i]);
        gmp->nextprime(x[i], x[i]);
        put(&numbers, p[i], sizeof p[i], 0, x[i]);
    }
    gmp->mul(x[0], x[0], x[1]);
    open_fixture(f, kernel, x[0]);
    EXPECT(f, bs_private_key_new(kernel, p[0], sizeof p[0], p[1], sizeof p[1], key) == BS_OK);
    gmp->clear(x[0]);
    gmp->clear(x[1]);
}

static bool test_kernel(int32_t kernel, size_t samples) {
    struct fixture f;
    bs_private_key *key = NULL;
    bs_fixed_base *table = NULL;
    open_key(&f, kernel, &key);
    uint8_t y[LANES * (BITS / 16)];
    memset(y, 3, sizeof y);
    uint8_t *units = buffer(LANES * f.element);
    EXPECT(&f, bs_private_blind(key, y, y, units, LANES) == BS_OK);
    EXPECT(&f, new_table(&f, f.ring, units, 0, 64, 5, 1, &table) == BS_OK);
    uint8_t *random = buffer(LANES * f.element);
    const struct subject exponent = {.f = &f, .table = table, .base = units, .operand_bytes = 8,
                                     .fixed = buffer(LANES * 8), .random = random,
                                     .randomize = random_exponents};
    struct subject leaking = exponent, power = exponent, scanned = exponent;
    leaking.name = "power, public exponent";
    leaking.run = public_power;
    power.name = "power, secret exponent";
    power.run = secret_power;
    scanned.name = "fixed base, hardened";
    scanned.run = secret_table;
    struct subject opened = {.name = "decryption", .run = decrypt, .f = &f, .key = key,
                             .operand_bytes = f.element, .fixed = units, .random = random,
                             .randomize = random_ciphertexts};
    bool sees = measure(&leaking, samples) > LIMIT;
    bool tight = measure(&power, samples) < LIMIT;
    tight &= measure(&scanned, samples) < LIMIT;
    tight &= measure(&opened, samples) < LIMIT;
    bs_fixed_base_free(table);
    bs_private_key_free(key);
    close_fixture(&f);
    if (!sees) {
        printf("the test is blind: it does not see what leaks\n");
    }
    return sees && tight;
}

int main(int count, char **arguments) {
    size_t samples = count > 1 ? strtoul(arguments[1], NULL, 10) : 20000;
    bool passed = true;
    oracle_seed((uint64_t)time(NULL));
    for (int32_t kernel = BS_KERNEL_GMP; kernel <= BS_KERNEL_AVX2; kernel++) {
        passed &= bs_kernel_supported(kernel) != 1 || test_kernel(kernel, samples);
    }
    return passed ? 0 : 1;
}
