/*
 * The GMP kernel: dual numbers c0 + c1 n modulo n^2 in one lane, for any 64-bit CPU.
 *
 * Its factor is 1: products are reduced by Barrett's division with a stored reciprocal, two
 * half multiplications. The formulas and their bounds are those of dual_ring.h, with R = 2^(64 H).
 */
#include <string.h>

#include "batch.h"
#include "gmp_library.h"
#include "kernels.h"
#include "words.h"

#define LIMB_BITS 64
#define MAX_WORDS (BS_MAX_BITS / LIMB_BITS + 1)
#define SCRATCH_WORDS (8 * MAX_WORDS) /* sec_mul and sec_sqr ask for no more */

/* What brings l + l_s + q / b < n + 2n + 2n below n. */
#define LOG_SUBTRACTIONS 4

/* r = a b of `count` limbs each, or a^2 when b is a; in constant time for a secret ring */
static void multiply_limbs(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b,
                           size_t count) {
    const struct gmp_library *gmp = gmp_library();
    long limbs = (long)count;
    if (ring->secret) {
        uint64_t scratch[SCRATCH_WORDS];
        if (a == b) {
            gmp->sec_sqr(r, a, limbs, scratch);
        } else {
            gmp->sec_mul(r, a, limbs, b, limbs, scratch);
        }
    } else if (a == b) {
        gmp->sqr(r, a, limbs);
    } else {
        gmp->mul_n(r, a, b, limbs);
    }
}

static uint64_t add_limbs(uint64_t *r, const uint64_t *a, const uint64_t *b, size_t count) {
    return gmp_library()->add_n(r, a, b, (long)count);
}

/* x += small; the sum fits */
static void add_small(uint64_t *x, uint64_t small, size_t count) {
    for (size_t i = 0; i < count; i++) {
        x[i] += small;
        small = x[i] < small;
    }
}

/* x -= n if x >= n, without a branch; returns whether */
static uint64_t subtract_modulus(const bs_ring *ring, uint64_t *x) {
    uint64_t difference[MAX_WORDS];
    uint64_t fits = 1 - gmp_library()->sub_n(difference, x, ring->modulus, (long)ring->limbs);
    for (size_t i = 0; i < ring->limbs; i++) {
        x[i] ^= (x[i] ^ difference[i]) & (0 - fits);
    }
    return fits;
}

/* Limbs of the smaller part of a number whose half products are split: a little below half, as
 * rows of addmul_1 are slower than mul_n. */
static size_t smaller_part(size_t count) { return count * 9 / 20; }

/*
 * r = a b modulo B^count, B = 2^64. With both split into a low part of l limbs and a high part of
 * h, the product of the low parts is taken whole, of the crossed ones only what is below.
 */
static void low_product(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b,
                        size_t count) {
    const struct gmp_library *gmp = gmp_library();
    uint64_t product[2 * MAX_WORDS];
    size_t h = smaller_part(count), l = count - h;
    multiply_limbs(ring, product, a, b, l);
    memcpy(r, product, count * sizeof *r);
    for (size_t i = 0; i < h; i++) {
        gmp->addmul_1(r + l + i, a + l, (long)(h - i), b[i]);
        gmp->addmul_1(r + l + i, b + l, (long)(h - i), a[i]);
    }
}

/* r = the sum of high_i low_j B^(i + j - h + 2) over i + j >= h - 2, for h > l limbs */
static void add_crossed(uint64_t *r, const uint64_t *high, size_t h, const uint64_t *low,
                        size_t l) {
    memset(r, 0, (l + 2) * sizeof *r);
    for (size_t j = 0; j < l; j++) {
        r[j + 2] = gmp_library()->addmul_1(r, high + h - 2 - j, (long)(j + 2), low[j]);
    }
}

/*
 * r = floor(a b / B^count), or one less where the columns below count - 2, which are left out,
 * would have carried: they sum up to less than count / B of a unit. Of the crossed products only
 * what is above counts, of the product of the low parts nothing.
 */
static void high_product(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b,
                         size_t count) {
    uint64_t first[MAX_WORDS], second[MAX_WORDS], sum[2 * MAX_WORDS];
    size_t l = smaller_part(count), h = count - l;
    add_crossed(first, a + l, h, b, l);
    add_crossed(second, b + l, h, a, l);
    uint64_t carry = add_limbs(first, first, second, l + 2);
    /* sum begins at column 2 l - 1, the crossed ones at column count - 2 */
    uint64_t *crossed = sum + (h - l - 1);
    sum[0] = 0;
    multiply_limbs(ring, sum + 1, a + l, b + l, h);
    carry += add_limbs(crossed, crossed, first, l + 2);
    add_small(sum + h + 1, carry, h);
    memcpy(r, crossed + 2, count * sizeof *r);
}

/* quotient and remainder of x < 16 n^2, 2 H limbs, by n; x and the results may overlap */
static void divide(const bs_ring *ring, uint64_t *remainder, uint64_t *quotient,
                   const uint64_t *x) {
    const struct gmp_library *gmp = gmp_library();
    uint64_t top[MAX_WORDS + 1], product[MAX_WORDS], result[MAX_WORDS];
    size_t limbs = ring->limbs;
    size_t skipped = (ring->bits - 2) / LIMB_BITS;
    unsigned shift = (ring->bits - 2) % LIMB_BITS;
    if (shift == 0) {
        memcpy(top, x + skipped, limbs * sizeof *x);
    } else {
        gmp->rshift(top, x + skipped, (long)limbs + 1, shift);
    }
    high_product(ring, result, top, ring->reciprocal, limbs);
    low_product(ring, product, result, ring->modulus, limbs);
    memcpy(top, result, limbs * sizeof *x);
    gmp->sub_n(result, x, product, (long)limbs);
    memcpy(quotient, top, limbs * sizeof *x);
    memcpy(remainder, result, limbs * sizeof *x);
}

static void write_limbs(const uint64_t *limbs, uint8_t *target, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) {
        target[bytes - 1 - i] = (uint8_t)(limbs[i / 8] >> (8 * (i % 8)));
    }
}

static void gmp_load(const bs_ring *ring, uint64_t *group, const uint8_t *const *source,
                     size_t bytes) {
    uint64_t x[2 * MAX_WORDS];
    read_words(x, 1, 2 * ring->limbs, source[0], bytes);
    divide(ring, group, group + ring->limbs, x);
}

/* Copies a pair with both parts reduced below n. */
static void reduce_fully(const bs_ring *ring, uint64_t *r, const uint64_t *group) {
    size_t limbs = ring->limbs;
    memcpy(r, group, 2 * limbs * sizeof *r);
    add_small(r + limbs, subtract_modulus(ring, r), limbs);
    subtract_modulus(ring, r + limbs);
    subtract_modulus(ring, r + limbs);
}

static void gmp_store(const bs_ring *ring, const uint64_t *group, uint8_t *const *target) {
    uint64_t r[2 * MAX_WORDS], x[2 * MAX_WORDS];
    size_t limbs = ring->limbs;
    reduce_fully(ring, r, group);
    multiply_limbs(ring, x, r + limbs, ring->modulus, limbs);
    add_small(x + limbs, add_limbs(x, x, r, limbs), limbs);
    if (target[0] != NULL) {
        write_limbs(x, target[0], ring->element_bytes);
    }
}

static void gmp_store_digits(const bs_ring *ring, const uint64_t *group, uint8_t *const *low,
                             uint8_t *const *high) {
    uint64_t r[2 * MAX_WORDS];
    reduce_fully(ring, r, group);
    if (low[0] != NULL) {
        write_limbs(r, low[0], ring->root_bytes);
    }
    if (high[0] != NULL) {
        write_limbs(r + ring->limbs, high[0], ring->root_bytes);
    }
}

/* second += quotient; divides both sums: r0 = first mod n, r1 = second + first / n mod n */
static void reduce_products(const bs_ring *ring, uint64_t *r, const uint64_t *first,
                            uint64_t *second) {
    size_t limbs = ring->limbs;
    uint64_t quotient[MAX_WORDS];
    divide(ring, r, quotient, first);
    add_small(second + limbs, add_limbs(second, second, quotient, limbs), limbs);
    divide(ring, r + limbs, quotient, second);
}

static void gmp_multiply(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    uint64_t first[2 * MAX_WORDS], second[2 * MAX_WORDS], cross[2 * MAX_WORDS];
    size_t limbs = ring->limbs;
    multiply_limbs(ring, first, a, b, limbs);
    multiply_limbs(ring, second, a + limbs, b, limbs);
    multiply_limbs(ring, cross, a, b + limbs, limbs);
    add_limbs(second, second, cross, 2 * limbs);
    reduce_products(ring, r, first, second);
}

static void gmp_multiply_low(const bs_ring *ring, uint64_t *r, const uint64_t *a,
                             const uint64_t *b, const uint64_t *const *next) {
    uint64_t first[2 * MAX_WORDS], second[2 * MAX_WORDS];
    size_t limbs = ring->limbs;
    if (next != NULL) {
        batch_prefetch(next[0], ring->row_words * sizeof *next[0]);
    }
    multiply_limbs(ring, first, a, b, limbs);
    multiply_limbs(ring, second, a + limbs, b, limbs);
    reduce_products(ring, r, first, second);
}

static void gmp_square(const bs_ring *ring, uint64_t *r, const uint64_t *a) {
    uint64_t first[2 * MAX_WORDS], second[2 * MAX_WORDS];
    size_t limbs = ring->limbs;
    multiply_limbs(ring, first, a, a, limbs);
    multiply_limbs(ring, second, a + limbs, a, limbs);
    add_limbs(second, second, second, 2 * limbs);
    reduce_products(ring, r, first, second);
}

/* r = (1 + m n) r */
static void lift(const bs_ring *ring, uint64_t *r, const uint64_t *m) {
    uint64_t product[2 * MAX_WORDS], quotient[MAX_WORDS];
    size_t limbs = ring->limbs;
    multiply_limbs(ring, product, m, r, limbs);
    add_small(product + limbs, add_limbs(product, product, r + limbs, limbs), limbs);
    divide(ring, r + limbs, quotient, product);
}

static void gmp_lift(const bs_ring *ring, uint64_t *r, const uint8_t *const *m) {
    uint64_t plaintext[MAX_WORDS];
    read_words(plaintext, 1, ring->limbs, m[0], ring->root_bytes);
    lift(ring, r, plaintext);
}

static void gmp_lift_logs(const bs_ring *ring, uint64_t *r, const uint64_t *const *logs,
                          const uint8_t *const *m) {
    uint64_t sum[2 * MAX_WORDS], log[MAX_WORDS], quotient[MAX_WORDS];
    size_t limbs = ring->limbs;
    memcpy(sum, logs[0], 2 * limbs * sizeof *sum);
    if (m != NULL) {
        read_words(log, 1, limbs, m[0], ring->root_bytes);
        add_small(sum + limbs, add_limbs(sum, sum, log, limbs), limbs);
    }
    divide(ring, log, quotient, sum);
    lift(ring, r, log);
}

/* r = a b mod n of numbers modulo n alone, and the quotient */
static void multiply_residues(const bs_ring *ring, uint64_t *r, uint64_t *quotient,
                              const uint64_t *a, const uint64_t *b) {
    uint64_t product[2 * MAX_WORDS];
    multiply_limbs(ring, product, a, b, ring->limbs);
    divide(ring, r, quotient, product);
}

/* With b0 s0 = b + q n, the logarithm is l + l_s + q / b mod n. */
static void gmp_log_step(const bs_ring *ring, uint64_t *entry, uint64_t *inverse,
                         const uint64_t *step, const uint64_t *step_inverse) {
    uint64_t q[MAX_WORDS], w[MAX_WORDS], unused[MAX_WORDS];
    size_t limbs = ring->limbs;
    uint64_t *log = entry + limbs;
    multiply_residues(ring, entry, q, entry, step);
    multiply_residues(ring, inverse, unused, inverse, step_inverse);
    multiply_residues(ring, w, unused, q, inverse);
    add_limbs(log, log, step + limbs, limbs);
    add_limbs(log, log, w, limbs);
    for (int times = 0; times < LOG_SUBTRACTIONS; times++) {
        subtract_modulus(ring, log);
    }
}

static void gmp_add(const bs_ring *ring, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    size_t limbs = ring->limbs;
    add_limbs(r, a, b, limbs);
    add_limbs(r + limbs, a + limbs, b + limbs, limbs);
    for (int times = 0; times < 2; times++) {
        add_small(r + limbs, subtract_modulus(ring, r), limbs);
    }
    for (int times = 0; times < 3; times++) {
        subtract_modulus(ring, r + limbs);
    }
}

/* The first `words` words of the group table[digit], reading those of all. */
static void scan_words(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                       uint64_t digit, size_t words) {
    memset(r, 0, words * sizeof *r);
    for (size_t entry = 0; entry < entries; entry++) {
        uint64_t differs = entry ^ digit;
        uint64_t chosen = (differs - 1) & ~differs; /* top bit set where they are equal */
        uint64_t mask = 0 - (chosen >> 63);
        for (size_t j = 0; j < words; j++) {
            r[j] |= table[entry * ring->group_words + j] & mask;
        }
    }
}

static void gmp_scan(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                     const uint64_t *digit) {
    scan_words(ring, r, table, entries, digit[0], ring->group_words);
}

static void gmp_scan_low(const bs_ring *ring, uint64_t *r, const uint64_t *table, size_t entries,
                         const uint64_t *digit) {
    scan_words(ring, r, table, entries, digit[0], ring->limbs);
}

static void gmp_gather_rows(const bs_ring *ring, uint64_t *r, const uint64_t *const *row) {
    memcpy(r, row[0], ring->row_words * sizeof *r);
}

static void gmp_scatter_rows(const bs_ring *ring, const uint64_t *r, uint64_t *const *row) {
    memcpy(row[0], r, ring->row_words * sizeof *r);
}

static void gmp_scan_row(const bs_ring *ring, uint64_t *row, const uint64_t *rows, size_t entries,
                         uint64_t digit) {
    scan_words(ring, row, rows, entries, digit, ring->row_words); /* one lane: a group is a row */
}

static void gmp_gather_log_rows(const bs_ring *ring, uint64_t *r, uint64_t *logs,
                                const uint64_t *const *row) {
    size_t limbs = ring->limbs;
    memcpy(r, row[0], limbs * sizeof *r);
    add_small(logs + limbs, add_limbs(logs, logs, row[0] + limbs, limbs), limbs);
}

static void gmp_log_term(const bs_ring *ring, uint64_t *sum, const uint64_t *inverse,
                         const uint64_t *x, const uint64_t *weight) {
    uint64_t first[2 * MAX_WORDS], second[2 * MAX_WORDS], quotient[MAX_WORDS];
    size_t limbs = ring->limbs;
    multiply_limbs(ring, first, sum, inverse, limbs);
    multiply_limbs(ring, second, x + limbs, weight, limbs);
    add_limbs(first, first, second, 2 * limbs);
    divide(ring, sum, quotient, first);
}

static const struct ring_operations operations = {
    .lanes = 1,
    .factor_is_one = true,
    .load = gmp_load,
    .store = gmp_store,
    .store_digits = gmp_store_digits,
    .multiply = gmp_multiply,
    .multiply_low = gmp_multiply_low,
    .square = gmp_square,
    .multiply_plain = gmp_multiply,
    .lift = gmp_lift,
    .add = gmp_add,
    .scan = gmp_scan,
    .scan_low = gmp_scan_low,
    .gather_rows = gmp_gather_rows,
    .scatter_rows = gmp_scatter_rows,
    .scan_row = gmp_scan_row,
    .gather_log_rows = gmp_gather_log_rows,
    .lift_logs = gmp_lift_logs,
    .log_step = gmp_log_step,
    .log_term = gmp_log_term,
};

struct kernel_choice gmp_choose(size_t bits) {
    const struct gmp_library *gmp = gmp_library();
    size_t limbs = (bits + SLACK_BITS + LIMB_BITS - 1) / LIMB_BITS;
    if (gmp == NULL || gmp->sec_mul_itch((long)limbs, (long)limbs) > SCRATCH_WORDS ||
        gmp->sec_sqr_itch((long)limbs) > SCRATCH_WORDS) {
        return (struct kernel_choice){0};
    }
    return (struct kernel_choice){&operations, LIMB_BITS, limbs};
}
