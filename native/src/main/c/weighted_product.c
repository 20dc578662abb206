/*
 * Multi-exponentiation by buckets (Pippenger 1980; Bernstein, Doumen, Lange, Oosterwijk 2012).
 *
 * For one digit of the weights, elements with digit d are multiplied into bucket d, and
 *     product over d of bucket_d^d = product over d of (bucket_D ... bucket_d),  D = largest d,
 * takes two multiplications a bucket. From the highest digit down, the result is raised to
 * 2^window and multiplied by the next digit's product. Each lane takes every eighth element
 * and has buckets of its own, one set for each sign; the lanes come together at the end.
 */
#include <string.h>

#include "batch.h"
#include "factor.h"

#define MAX_BUCKET_BITS 10

struct weighted {
    const bs_ring *ring;
    const uint8_t *elements;
    const uint8_t *weights; /* of int64_t, perhaps unaligned */
    size_t count;
    size_t signs; /* 1 if no weight is negative, else 2 */
    unsigned window;
    uint64_t *buckets; /* of lane, sign, digit: rows in this order */
};

static int64_t weight_at(const uint8_t *weights, size_t index) {
    int64_t weight;
    memcpy(&weight, weights + index * sizeof weight, sizeof weight);
    return weight;
}

static uint64_t magnitude(int64_t weight) {
    return weight < 0 ? 0 - (uint64_t)weight : (uint64_t)weight;
}

static size_t bucket_count(const struct weighted *w) { return (size_t)1 << w->window; }

static uint64_t *bucket(const struct weighted *w, size_t lane, size_t sign, size_t digit) {
    size_t index = (lane * w->signs + sign) * bucket_count(w) + digit;
    return w->buckets + index * w->ring->row_words;
}

/* The window with fewest multiplications: one an element and two a bucket, for each digit. */
static unsigned best_window(size_t groups, size_t signs, unsigned bits) {
    unsigned best = 1;
    size_t least = SIZE_MAX;
    for (unsigned window = 1; window <= MAX_BUCKET_BITS; window++) {
        size_t digits = (bits + window - 1) / window;
        size_t cost = digits * (groups + 2 * signs * ((size_t)1 << window));
        if (cost < least) {
            least = cost;
            best = window;
        }
    }
    return best;
}

/* All buckets = 1 in Montgomery form. */
static void empty_buckets(const struct weighted *w) {
    uint64_t *target[MAX_LANES];
    for (size_t sign = 0; sign < w->signs; sign++) {
        for (size_t digit = 0; digit < bucket_count(w); digit++) {
            for (size_t lane = 0; lane < w->ring->operations->lanes; lane++) {
                target[lane] = bucket(w, lane, sign, digit);
            }
            w->ring->operations->scatter_rows(w->ring, w->ring->factor, target);
        }
    }
}

/* Multiplies the elements of one group into the buckets of their digits; bucket 0 takes those
 * without a digit here and is never read for the result. */
static void sort_group(const struct weighted *w, size_t first, unsigned position,
                       uint64_t *scratch) {
    const bs_ring *ring = w->ring;
    size_t used = batch_lanes(ring, first, w->count);
    uint64_t *x = scratch, *product = scratch + ring->group_words;
    uint64_t *target[MAX_LANES];
    const uint64_t *current[MAX_LANES];
    const uint8_t *source[MAX_LANES];
    uint64_t any = 0;
    for (size_t lane = 0; lane < ring->operations->lanes; lane++) {
        int64_t weight = lane < used ? weight_at(w->weights, first + lane) : 0;
        uint64_t digit = magnitude(weight) >> position & (bucket_count(w) - 1);
        target[lane] = bucket(w, lane, weight < 0, digit);
        current[lane] = target[lane];
        any |= digit;
    }
    if (any == 0) {
        return;
    }
    batch_sources(source, w->elements, ring->element_bytes, first, used);
    ring->operations->load(ring, x, source, ring->element_bytes);
    ring->operations->gather_rows(ring, product, current);
    ring->operations->multiply(ring, product, product, x);
    ring->operations->scatter_rows(ring, product, target);
}

/* result = result^(2^window) * the product of bucket_d^d, lane by lane */
static void take_in_buckets(const struct weighted *w, size_t sign, uint64_t *result,
                            uint64_t *scratch) {
    const bs_ring *ring = w->ring;
    uint64_t *running = scratch, *x = scratch + ring->group_words;
    const uint64_t *source[MAX_LANES];
    for (unsigned i = 0; i < w->window; i++) {
        ring->operations->square(ring, result, result);
    }
    memcpy(running, ring->factor, ring->group_words * sizeof *running);
    for (size_t digit = bucket_count(w) - 1; digit > 0; digit--) {
        for (size_t lane = 0; lane < ring->operations->lanes; lane++) {
            source[lane] = bucket(w, lane, sign, digit);
        }
        ring->operations->gather_rows(ring, x, source);
        ring->operations->multiply(ring, running, running, x);
        ring->operations->multiply(ring, result, result, running);
    }
}

static int64_t check_elements(const bs_ring *ring, const uint8_t *elements, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const uint8_t *source = elements + i * ring->element_bytes;
        int64_t refused = batch_refused(&source, ring->element_bound, ring->element_bytes, i, 1);
        if (refused != BS_OK) {
            return refused;
        }
    }
    return BS_OK;
}

static void store_one(const bs_ring *ring, const uint64_t *group, uint8_t *out) {
    uint8_t *target[MAX_LANES];
    batch_targets(target, out, ring->element_bytes, 0, 1);
    ring->operations->store(ring, group, target);
}

int64_t bs_weighted_product(const bs_ring *ring, const uint8_t *a, const int64_t *weights,
                            size_t count, uint8_t *positive, uint8_t *negative) {
    if (ring == NULL || positive == NULL || negative == NULL ||
        !batch_is_addressable(a, count, ring->element_bytes) ||
        !batch_is_addressable(weights, count, sizeof *weights)) {
        return BS_ERROR_ARGUMENT;
    }
    int64_t refused = check_elements(ring, a, count);
    if (refused != BS_OK) {
        return refused;
    }
    uint128 taken[2] = {0, 0}; /* sums of the weights of each sign, without it */
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t weight = weight_at((const uint8_t *)weights, i);
        taken[weight < 0] += magnitude(weight);
        all |= magnitude(weight);
    }
    unsigned bits = all == 0 ? 1 : 64 - (unsigned)__builtin_clzll(all);
    struct weighted w = {
        ring, a, (const uint8_t *)weights, count, taken[1] != 0 ? 2 : 1, 0, NULL};
    size_t lanes = ring->operations->lanes;
    w.window = best_window((count + lanes - 1) / lanes, w.signs, bits);

    /* As many rows a lane as groups of all lanes. */
    size_t groups = w.signs * bucket_count(&w) + 4;
    uint64_t *result = ring_new_groups(ring, groups);
    if (result == NULL) {
        return BS_ERROR_MEMORY;
    }
    uint64_t *scratch = result + 2 * ring->group_words;
    w.buckets = scratch + 2 * ring->group_words;
    memcpy(result, ring->factor, ring->group_words * sizeof *result);
    memcpy(result + ring->group_words, ring->factor, ring->group_words * sizeof *result);
    for (unsigned digits = (bits + w.window - 1) / w.window; digits-- > 0;) {
        empty_buckets(&w);
        for (size_t first = 0; first < count; first += lanes) {
            sort_group(&w, first, digits * w.window, scratch);
        }
        for (size_t sign = 0; sign < w.signs; sign++) {
            take_in_buckets(&w, sign, result + sign * ring->group_words, scratch);
        }
    }
    for (size_t sign = 0; sign < 2; sign++) {
        uint64_t *product = result + sign * ring->group_words;
        multiply_lanes(ring, product, scratch);
        leave_products(ring, product, taken[sign], scratch);
        store_one(ring, product, sign == 0 ? positive : negative);
    }
    ring_free_groups(ring, result, groups);
    return BS_OK;
}
