#include "ring.h"

#include <stdlib.h>
#include <string.h>

#include "kernels.h"
#include "natural.h"

#define GROUP_ALIGNMENT 64
#define STACK_TO_WIPE (192 * 1024)

uint64_t *ring_new_groups(const bs_ring *ring, size_t count) {
    size_t bytes = count * ring->group_words * sizeof(uint64_t);
    void *groups = NULL;
    if (bytes / count / sizeof(uint64_t) != ring->group_words ||
        posix_memalign(&groups, GROUP_ALIGNMENT, bytes) != 0) {
        return NULL;
    }
    memset(groups, 0, bytes);
    return groups;
}

void ring_free_groups(const bs_ring *ring, uint64_t *groups, size_t count) {
    if (groups != NULL) {
        natural_wipe(groups, count * ring->group_words * sizeof(uint64_t));
        free(groups);
    }
}

__attribute__((noinline)) void ring_wipe_stack(void) {
    uint8_t below[STACK_TO_WIPE];
    natural_wipe(below, sizeof below);
}

/* Splits a number into limbs of the ring's radix. */
static void to_limbs(const bs_ring *ring, uint64_t *limbs, const uint64_t *x, size_t words) {
    for (size_t i = 0; i < ring->limbs; i++) {
        limbs[i] = natural_bits(x, words, ring->radix_bits * i, ring->radix_bits);
    }
}

/* -1 / n modulo 2^64 by Newton's iteration, each step doubling the bits that are right. */
static uint64_t negative_inverse(uint64_t n) {
    uint64_t inverse = n; /* right modulo 2^3 for odd n */
    for (int right = 3; right < 64; right *= 2) {
        inverse *= 2 - n * inverse;
    }
    return 0 - inverse;
}

/* The constants that are numbers; `n` has `words` words. */
static void set_constants(bs_ring *ring, const uint64_t *n, size_t words) {
    uint64_t quotient[NATURAL_WORDS];
    uint64_t remainder[NATURAL_WORDS];
    uint64_t x[NATURAL_WORDS];
    size_t r_bits = ring->radix_bits * ring->limbs;
    size_t r_words = r_bits / 64 + 1;

    to_limbs(ring, ring->modulus, n, words);
    ring->negative_inverse =
        negative_inverse(n[0]) & (UINT64_MAX >> (64 - ring->radix_bits));

    natural_divide_power_of_two(quotient, r_words, remainder, ring->bits - 2 + r_bits, n, words,
                                ring->bits);
    to_limbs(ring, ring->reciprocal, quotient, r_words);

    natural_divide_power_of_two(quotient, r_words, remainder, r_bits, n, words, ring->bits);
    natural_multiply(x, n, n, words);
    natural_to_bytes(n, words, ring->root_bound, ring->root_bytes);
    natural_to_bytes(x, 2 * words, ring->element_bound, ring->element_bytes);

    /* offset = n + 1 - (R mod n), between 2 and n */
    memcpy(x, n, words * sizeof *x);
    x[0] -= 1; /* n is odd: no borrow */
    natural_subtract(x, remainder, words);
    uint64_t carry = 2;
    for (size_t i = 0; i < words; i++) {
        x[i] += carry;
        carry = x[i] < carry;
    }
    to_limbs(ring, ring->offset, x, words);

    /* complement = R - n: subtract from 2^(64 r_words) and drop the bits from R on. */
    memset(x, 0, r_words * sizeof *x);
    memset(quotient, 0, r_words * sizeof *quotient);
    memcpy(quotient, n, (words < r_words ? words : r_words) * sizeof *n);
    natural_subtract(x, quotient, r_words);
    to_limbs(ring, ring->complement, x, r_words);

    natural_wipe(quotient, sizeof quotient);
    natural_wipe(remainder, sizeof remainder);
    natural_wipe(x, sizeof x);
}

/* group = the same element in each lane */
static void load_same(bs_ring *ring, uint64_t *group, const uint8_t *source) {
    const uint8_t *sources[MAX_LANES];
    for (size_t lane = 0; lane < MAX_LANES; lane++) {
        sources[lane] = source;
    }
    ring->operations->load(ring, group, sources, ring->element_bytes);
}

/* The constants that are elements: 1, the factor R mod n^2 (or 1) and its square. */
static bool set_constant_groups(bs_ring *ring, const uint64_t *n, size_t words) {
    uint64_t square[NATURAL_WORDS];
    uint64_t quotient[NATURAL_WORDS];
    uint64_t remainder[NATURAL_WORDS];

    ring->one = ring_new_groups(ring, 3);
    if (ring->one == NULL) {
        return false;
    }
    ring->factor = ring->one + ring->group_words;
    ring->factor_squared = ring->factor + ring->group_words;
    uint8_t *bytes = ring->factor_bytes;
    bytes[ring->element_bytes - 1] = 1;
    load_same(ring, ring->one, bytes);
    if (!ring->operations->factor_is_one) {
        natural_multiply(square, n, n, words);
        size_t bits = natural_bit_length(ring->element_bound, ring->element_bytes);
        natural_divide_power_of_two(quotient, NATURAL_WORDS, remainder,
                                    ring->radix_bits * ring->limbs, square, 2 * words, bits);
        natural_to_bytes(remainder, 2 * words, bytes, ring->element_bytes);
    }
    load_same(ring, ring->factor, bytes);
    ring->operations->multiply_plain(ring, ring->factor_squared, ring->factor, ring->factor);
    natural_wipe(square, sizeof square);
    natural_wipe(quotient, sizeof quotient);
    natural_wipe(remainder, sizeof remainder);
    return true;
}

int64_t bs_ring_new(int32_t kernel, const uint8_t *n, size_t n_bytes, int32_t secret,
                    bs_ring **result) {
    if (n == NULL || result == NULL || n_bytes == 0) {
        return BS_ERROR_ARGUMENT;
    }
    *result = NULL;
    size_t bits = natural_bit_length(n, n_bytes);
    if (bits < BS_MIN_BITS || bits > BS_MAX_BITS || n[n_bytes - 1] % 2 == 0) {
        return BS_ERROR_MODULUS;
    }
    struct kernel_choice choice = kernel_choose(kernel, bits);
    if (choice.operations == NULL) {
        return BS_ERROR_KERNEL;
    }
    bs_ring *ring = calloc(1, sizeof *ring);
    if (ring == NULL) {
        return BS_ERROR_MEMORY;
    }
    ring->operations = choice.operations;
    ring->secret = secret != 0;
    ring->radix_bits = choice.radix_bits;
    ring->limbs = choice.limbs;
    ring->bits = bits;
    ring->root_bytes = (bits + 7) / 8;
    ring->element_bytes = 2 * ring->root_bytes;
    ring->row_words = (2 * ring->limbs + 7) / 8 * 8;
    ring->group_words = choice.operations->lanes * ring->row_words;

    uint64_t words[NATURAL_WORDS];
    size_t count = (bits + 63) / 64;
    natural_from_bytes(words, count, n + n_bytes - ring->root_bytes, ring->root_bytes);
    set_constants(ring, words, count);
    bool made = set_constant_groups(ring, words, count);
    natural_wipe(words, sizeof words);
    if (!made) {
        bs_ring_free(ring);
        return BS_ERROR_MEMORY;
    }
    *result = ring;
    return BS_OK;
}

void bs_ring_free(bs_ring *ring) {
    if (ring != NULL) {
        ring_free_groups(ring, ring->one, 3);
        natural_wipe(ring, sizeof *ring);
        free(ring);
    }
}
