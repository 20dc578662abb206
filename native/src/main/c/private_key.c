/*
 * The work of the holder of the private key, modulo p^2 and q^2 instead of n^2.
 *
 * Decryption (Paillier 1999, section 7): x = c^(p-1) mod p^2 is 1 modulo p, so its digits to
 * base p, which is how a dual number is held anyway, are (1, L_p(x)), L_p(x) = (x - 1) / p. As
 * (1 + n)^(p-1) = 1 + (p - 1) n = 1 - q p mod p^2, the plaintext is
 *     m_p = L_p(x) h_p mod p,  h_p = -1 / q mod p,  likewise m_q,
 * and joined by Garner's formula, in which (m_q - m_p) / p mod q becomes, with h_q = -1 / p,
 *     m = m_p + p k,  k = (L_q(y) / p + m_p) h_q mod q.
 *
 * Every step runs on groups of lanes; numbers pass from one ring to another as bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "natural.h"
#include "order.h"
#include "power.h"

/* One of the two primes, here called p, with its ring of integers modulo p^2. */
struct prime {
    bs_ring *ring;
    uint8_t exponent[MAX_ROOT_BYTES]; /* p */
    struct order order;               /* for powers by p - 1 */
    size_t piece_bytes;               /* numbers of so many bytes are below 16 p^2 */
    uint64_t *constants;              /* the groups below, all in Montgomery form */
    uint64_t *piece;                  /* 2^(8 piece_bytes) */
    uint64_t *inverse;                /* 1 / (the other prime) mod p^2 */
    uint64_t *logarithm;              /* h_p = -1 / (the other prime) mod p */
    uint64_t *join;                   /* 1 / (the other prime)^2 mod p^2 */
    uint64_t *negative_join;          /* its negative */
};

#define PRIME_CONSTANTS 5
#define PRIME_BITS_APART 2

struct bs_private_key {
    struct prime p;
    struct prime q;
    bs_ring *ring;         /* modulo n^2 */
    uint64_t *constants;   /* the groups below, in Montgomery form */
    uint64_t *p_in_ring;   /* p */
    uint64_t *square_of_p; /* p^2 */
};

/* What one call works with: groups, and one number a lane of up to element width of n. */
#define LANE_NUMBERS 3
struct workspace {
    uint64_t *x;
    uint64_t *y;
    uint64_t *power;
    uint8_t *lane_number[LANE_NUMBERS][MAX_LANES];
    uint8_t *bytes;
};

static size_t workspace_bytes(const bs_private_key *key) {
    return LANE_NUMBERS * MAX_LANES * key->ring->element_bytes;
}

/* The groups of the three rings differ in size: take the largest, that of n. */
static bool open_workspace(const bs_private_key *key, struct workspace *work) {
    work->bytes = calloc(1, workspace_bytes(key));
    work->x = ring_new_groups(key->ring, ORDER_POWER_GROUPS + 2);
    if (work->bytes == NULL || work->x == NULL) {
        free(work->bytes);
        ring_free_groups(key->ring, work->x, ORDER_POWER_GROUPS + 2);
        return false;
    }
    work->y = work->x + key->ring->group_words;
    work->power = work->y + key->ring->group_words;
    for (size_t i = 0; i < LANE_NUMBERS; i++) {
        for (size_t lane = 0; lane < MAX_LANES; lane++) {
            work->lane_number[i][lane] =
                work->bytes + (i * MAX_LANES + lane) * key->ring->element_bytes;
        }
    }
    return true;
}

static void close_workspace(const bs_private_key *key, struct workspace *work) {
    natural_wipe(work->bytes, workspace_bytes(key));
    free(work->bytes);
    ring_free_groups(key->ring, work->x, ORDER_POWER_GROUPS + 2);
    ring_wipe_stack();
}

static const uint8_t *const *sources(uint8_t *const *lane_number) {
    return (const uint8_t *const *)lane_number;
}

/*
 * r = numbers of any width, reduced modulo p^2 by Horner's rule on pieces of piece_bytes; plain.
 */
static void load_wide(const struct prime *p, uint64_t *r, const uint8_t *const *source,
                      size_t bytes, uint64_t *scratch) {
    const struct ring_operations *operations = p->ring->operations;
    size_t length = bytes % p->piece_bytes != 0 ? bytes % p->piece_bytes : p->piece_bytes;
    operations->load(p->ring, r, source, length);
    for (size_t done = length; done < bytes; done += p->piece_bytes) {
        const uint8_t *next[MAX_LANES];
        for (size_t lane = 0; lane < operations->lanes; lane++) {
            next[lane] = source[lane] + done;
        }
        operations->multiply(p->ring, r, r, p->piece);
        operations->load(p->ring, scratch, next, p->piece_bytes);
        operations->add(p->ring, r, r, scratch);
    }
}

/*
 * logarithm = L_p(c^(p-1) mod p^2), root width of p. Returns 0, or 1 + the index of the first
 * lane in use whose power is not 1 modulo p: there c has a factor in common with n.
 */
static int64_t take_logarithm(const struct prime *p, uint8_t *const *logarithm,
                              const uint8_t *const *c, size_t c_bytes, size_t first, size_t used,
                              struct workspace *work) {
    const bs_ring *ring = p->ring;
    const struct ring_operations *operations = ring->operations;
    uint8_t *const *low = work->lane_number[LANE_NUMBERS - 1];
    load_wide(p, work->x, c, c_bytes, work->y);
    operations->multiply(ring, work->x, work->x, ring->factor_squared);
    order_power(ring, &p->order, work->y, work->x, work->power);
    operations->store_digits(ring, work->y, low, logarithm);
    for (size_t lane = 0; lane < used; lane++) {
        if (!natural_is_one(low[lane], ring->root_bytes)) {
            return (int64_t)(first + lane) + 1;
        }
    }
    return BS_OK;
}

/* m_p = L_p(x) h_p mod p; both of root width of p */
static void plaintext_modulo(const struct prime *p, uint8_t *const *m,
                             const uint8_t *const *logarithm, struct workspace *work) {
    static uint8_t *const nowhere[MAX_LANES] = {0};
    const struct ring_operations *operations = p->ring->operations;
    operations->load(p->ring, work->x, logarithm, p->ring->root_bytes);
    operations->multiply(p->ring, work->x, work->x, p->logarithm);
    operations->store_digits(p->ring, work->x, m, nowhere);
}

/* target = m_p + p k, k = (L_q / p + m_p) h_q mod q, root width of n */
static void join_plaintext(const bs_private_key *key, uint8_t *const *target,
                           const uint8_t *const *m_p, uint8_t *const *logarithm_q,
                           struct workspace *work) {
    static uint8_t *const nowhere[MAX_LANES] = {0};
    const struct ring_operations *operations = key->ring->operations;
    const struct ring_operations *q_operations = key->q.ring->operations;
    const bs_ring *q_ring = key->q.ring;
    uint8_t *const *k = logarithm_q;
    q_operations->load(q_ring, work->x, sources(logarithm_q), q_ring->root_bytes);
    q_operations->multiply(q_ring, work->x, work->x, key->q.inverse);
    q_operations->load(q_ring, work->y, m_p, key->p.ring->root_bytes);
    q_operations->add(q_ring, work->x, work->x, work->y);
    q_operations->multiply(q_ring, work->x, work->x, key->q.logarithm);
    q_operations->store_digits(q_ring, work->x, k, nowhere);

    operations->load(key->ring, work->x, sources(k), q_ring->root_bytes);
    operations->multiply(key->ring, work->x, work->x, key->p_in_ring);
    operations->load(key->ring, work->y, m_p, key->p.ring->root_bytes);
    operations->add(key->ring, work->x, work->x, work->y);
    operations->store_digits(key->ring, work->x, target, nowhere);
}

static int64_t decrypt_group(const bs_private_key *key, const uint8_t *const *c,
                             uint8_t *const *target, size_t first, size_t used,
                             struct workspace *work) {
    uint8_t *const *of_p = work->lane_number[0], *const *of_q = work->lane_number[1];
    size_t c_bytes = key->ring->element_bytes;
    int64_t refused = take_logarithm(&key->p, of_p, c, c_bytes, first, used, work);
    if (refused != BS_OK) {
        return refused;
    }
    plaintext_modulo(&key->p, of_p, sources(of_p), work);
    refused = take_logarithm(&key->q, of_q, c, c_bytes, first, used, work);
    if (refused != BS_OK) {
        return refused;
    }
    join_plaintext(key, target, sources(of_p), of_q, work);
    return BS_OK;
}

int64_t bs_private_decrypt(const bs_private_key *key, const uint8_t *c, uint8_t *out,
                           size_t count) {
    struct workspace work;
    if (key == NULL || !batch_is_addressable(c, count, key->ring->element_bytes) ||
        !batch_is_addressable(out, count, key->ring->root_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    if (!open_workspace(key, &work)) {
        return BS_ERROR_MEMORY;
    }
    const bs_ring *ring = key->ring;
    int64_t status = BS_OK;
    for (size_t first = 0; first < count && status == BS_OK; first += ring->operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *source[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(source, c, ring->element_bytes, first, used);
        batch_targets(target, out, ring->root_bytes, first, used);
        status = batch_refused(source, ring->element_bound, ring->element_bytes, first, used);
        if (status == BS_OK) {
            status = decrypt_group(key, source, target, first, used, &work);
        }
    }
    close_workspace(key, &work);
    return status;
}

/*
 * target = x_p + p^2 k, k = (x_q - x_p) / p^2 mod q^2, the number modulo n^2 with these
 * residues; of element width of p, of q and of n.
 */
static void combine_group(const bs_private_key *key, uint8_t *const *target,
                          const uint8_t *const *x_p, const uint8_t *const *x_q,
                          struct workspace *work) {
    const struct ring_operations *operations = key->ring->operations;
    const struct ring_operations *q_operations = key->q.ring->operations;
    const bs_ring *q_ring = key->q.ring;
    uint8_t *const *k = work->lane_number[LANE_NUMBERS - 1];
    load_wide(&key->q, work->x, x_p, key->p.ring->element_bytes, work->y);
    q_operations->multiply(q_ring, work->x, work->x, key->q.negative_join);
    q_operations->load(q_ring, work->y, x_q, q_ring->element_bytes);
    q_operations->multiply(q_ring, work->y, work->y, key->q.join);
    q_operations->add(q_ring, work->x, work->x, work->y);
    q_operations->store(q_ring, work->x, k);

    operations->load(key->ring, work->x, sources(k), q_ring->element_bytes);
    operations->multiply(key->ring, work->x, work->x, key->square_of_p);
    operations->load(key->ring, work->y, x_p, key->p.ring->element_bytes);
    operations->add(key->ring, work->x, work->x, work->y);
    operations->store(key->ring, work->x, target);
}

/* power = y^p mod p^2, y of root width, power of element width */
static void raise_to_prime(const struct prime *p, uint8_t *const *power, const uint8_t *const *y,
                           struct workspace *work) {
    const struct ring_operations *operations = p->ring->operations;
    operations->load(p->ring, work->x, y, p->ring->root_bytes);
    operations->multiply(p->ring, work->x, work->x, p->ring->factor_squared);
    order_power(p->ring, &p->order, work->y, work->x, work->power);
    operations->multiply(p->ring, work->y, work->y, work->x);
    operations->store(p->ring, work->y, power);
}

/* As batch_refused, for numbers that must not be zero either. */
static int64_t refused_root(const bs_ring *ring, const uint8_t *const *y, size_t first,
                            size_t used) {
    for (size_t lane = 0; lane < used; lane++) {
        uint8_t any = 0;
        for (size_t i = 0; i < ring->root_bytes; i++) {
            any |= y[lane][i];
        }
        if (any == 0) {
            return (int64_t)(first + lane) + 1;
        }
    }
    return batch_refused(y, ring->root_bound, ring->root_bytes, first, used);
}

/* Joins residues, or blinding roots to be raised to p and q first. */
static int64_t combine_batch(const bs_private_key *key, const uint8_t *of_p, const uint8_t *of_q,
                             bool roots, uint8_t *out, size_t count) {
    struct workspace work;
    if (key == NULL) {
        return BS_ERROR_ARGUMENT;
    }
    const bs_ring *p_ring = key->p.ring, *q_ring = key->q.ring, *ring = key->ring;
    size_t p_bytes = roots ? p_ring->root_bytes : p_ring->element_bytes;
    size_t q_bytes = roots ? q_ring->root_bytes : q_ring->element_bytes;
    if (!batch_is_addressable(of_p, count, p_bytes) ||
        !batch_is_addressable(of_q, count, q_bytes) ||
        !batch_is_addressable(out, count, ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    if (!open_workspace(key, &work)) {
        return BS_ERROR_MEMORY;
    }
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += ring->operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *x_p[MAX_LANES], *x_q[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(x_p, of_p, p_bytes, first, used);
        batch_sources(x_q, of_q, q_bytes, first, used);
        batch_targets(target, out, ring->element_bytes, first, used);
        if (roots) {
            status = refused_root(p_ring, x_p, first, used);
            status = status != BS_OK ? status : refused_root(q_ring, x_q, first, used);
        } else {
            status = batch_refused(x_p, p_ring->element_bound, p_bytes, first, used);
            status = status != BS_OK ? status
                                     : batch_refused(x_q, q_ring->element_bound, q_bytes, first,
                                                     used);
        }
        if (status != BS_OK) {
            break;
        }
        if (roots) {
            raise_to_prime(&key->p, work.lane_number[0], x_p, &work);
            raise_to_prime(&key->q, work.lane_number[1], x_q, &work);
            combine_group(key, target, sources(work.lane_number[0]),
                          sources(work.lane_number[1]), &work);
        } else {
            combine_group(key, target, x_p, x_q, &work);
        }
    }
    close_workspace(key, &work);
    return status;
}

int64_t bs_private_blind(const bs_private_key *key, const uint8_t *y_p, const uint8_t *y_q,
                         uint8_t *out, size_t count) {
    return combine_batch(key, y_p, y_q, true, out, count);
}

int64_t bs_private_combine(const bs_private_key *key, const uint8_t *x_p, const uint8_t *x_q,
                           uint8_t *out, size_t count) {
    return combine_batch(key, x_p, x_q, false, out, count);
}

/* group = a number below 16 n^2 in Montgomery form, in each lane */
static void load_constant(const bs_ring *ring, uint64_t *group, const uint8_t *number,
                          size_t bytes) {
    const uint8_t *source[MAX_LANES];
    batch_sources(source, number, bytes, 0, 1);
    ring->operations->load(ring, group, source, bytes);
    ring->operations->multiply(ring, group, group, ring->factor_squared);
}

/* Opens the ring of one prime and sets what depends on it alone. */
static int64_t open_prime(int32_t kernel, struct prime *p, const uint8_t *number, size_t bytes) {
    int64_t status = bs_ring_new(kernel, number, bytes, true, &p->ring);
    if (status != BS_OK) {
        return status;
    }
    bs_ring *ring = p->ring;
    p->constants = ring_new_groups(ring, PRIME_CONSTANTS);
    if (p->constants == NULL) {
        return BS_ERROR_MEMORY;
    }
    p->piece = p->constants;
    p->inverse = p->piece + ring->group_words;
    p->logarithm = p->inverse + ring->group_words;
    p->join = p->logarithm + ring->group_words;
    p->negative_join = p->join + ring->group_words;
    memcpy(p->exponent, ring->root_bound, ring->root_bytes);
    if (!order_open(ring, &p->order)) {
        return BS_ERROR_MEMORY;
    }
    p->piece_bytes = (2 * ring->bits + 2) / 8;

    /* 2^(8 piece_bytes) may need one byte more than an element: square 2^(4 piece_bytes). */
    uint8_t half[MAX_ROOT_BYTES + 2] = {0};
    size_t half_bytes = p->piece_bytes / 2 + 1;
    half[0] = p->piece_bytes % 2 != 0 ? 16 : 1;
    load_constant(ring, p->piece, half, half_bytes);
    ring->operations->square(ring, p->piece, p->piece);
    return BS_OK;
}

/*
 * Sets what depends on both primes: the inverse of `other` modulo p by Fermat's theorem, as
 * other^(p-2), then modulo p^2 by one step of Newton's iteration, whose correction is a lift:
 * if i other = 1 + e p, then 1 / other = i (1 - e p) = (1 + (p - e) p) i  (mod p^2).
 */
static int64_t meet_other_prime(struct prime *p, const struct prime *other,
                                struct workspace *work) {
    const bs_ring *ring = p->ring;
    const struct ring_operations *operations = ring->operations;
    static uint8_t *const nowhere[MAX_LANES] = {0};
    uint8_t *const *inverse = work->lane_number[0], *const *low = work->lane_number[1];
    uint8_t *const *high = work->lane_number[2];
    size_t bytes = ring->root_bytes;

    uint8_t exponent[MAX_ROOT_BYTES], two[MAX_ROOT_BYTES] = {0};
    two[bytes - 1] = 2;
    natural_subtract_bytes(exponent, p->exponent, two, bytes);
    load_constant(ring, work->x, other->exponent, other->ring->root_bytes);
    power_secret(ring, work->y, work->x, exponent, bytes, work->power);
    natural_wipe(exponent, sizeof exponent);
    operations->multiply(ring, work->y, work->y, ring->one);
    operations->store_digits(ring, work->y, inverse, nowhere);

    operations->load(ring, work->y, sources(inverse), bytes);
    operations->multiply(ring, work->x, work->x, work->y); /* i other, plain */
    operations->store_digits(ring, work->x, low, high);
    if (!natural_is_one(low[0], bytes)) {
        return BS_ERROR_KEY;
    }
    for (size_t lane = 0; lane < operations->lanes; lane++) {
        natural_subtract_bytes(high[lane], p->exponent, high[lane], bytes);
        natural_subtract_bytes(low[lane], p->exponent, inverse[lane], bytes);
    }
    load_constant(ring, p->logarithm, low[0], bytes);
    operations->lift(ring, work->y, sources(high));
    operations->multiply(ring, p->inverse, work->y, ring->factor_squared);
    operations->square(ring, p->join, p->inverse);

    /* the negative: times -1 = n^2 - 1, an odd number less one */
    uint8_t minus_one[2 * MAX_ROOT_BYTES];
    memcpy(minus_one, ring->element_bound, ring->element_bytes);
    minus_one[ring->element_bytes - 1] -= 1;
    load_constant(ring, p->negative_join, minus_one, ring->element_bytes);
    operations->multiply(ring, p->negative_join, p->negative_join, p->join);
    natural_wipe(minus_one, sizeof minus_one);
    return BS_OK;
}

/* Opens the ring modulo n^2. */
static int64_t open_modulus(int32_t kernel, bs_private_key *key) {
    uint64_t p[NATURAL_WORDS], q[NATURAL_WORDS], n[NATURAL_WORDS];
    uint8_t bytes[2 * MAX_ROOT_BYTES];
    const size_t words = (BS_MAX_BITS / 2 + PRIME_BITS_APART + 63) / 64;
    size_t p_bytes = key->p.ring->root_bytes, q_bytes = key->q.ring->root_bytes;
    if (p_bytes > 8 * words || q_bytes > 8 * words) {
        return BS_ERROR_MODULUS;
    }
    natural_from_bytes(p, words, key->p.exponent, p_bytes);
    natural_from_bytes(q, words, key->q.exponent, q_bytes);
    natural_multiply(n, p, q, words);
    natural_to_bytes(n, 2 * words, bytes, sizeof bytes);
    /* n is public, but plaintexts are joined in this ring. */
    int64_t status = bs_ring_new(kernel, bytes, sizeof bytes, true, &key->ring);
    natural_wipe(p, sizeof p);
    natural_wipe(q, sizeof q);
    if (status != BS_OK) {
        return status;
    }
    key->constants = ring_new_groups(key->ring, 2);
    if (key->constants == NULL) {
        return BS_ERROR_MEMORY;
    }
    key->p_in_ring = key->constants;
    key->square_of_p = key->p_in_ring + key->ring->group_words;
    load_constant(key->ring, key->p_in_ring, key->p.exponent, p_bytes);
    key->ring->operations->square(key->ring, key->square_of_p, key->p_in_ring);
    return BS_OK;
}

static int64_t open_key(int32_t kernel, bs_private_key *key, const uint8_t *p, size_t p_bytes,
                        const uint8_t *q, size_t q_bytes) {
    int64_t status = open_prime(kernel, &key->p, p, p_bytes);
    status = status != BS_OK ? status : open_prime(kernel, &key->q, q, q_bytes);
    if (status != BS_OK) {
        return status;
    }
    size_t p_bits = key->p.ring->bits, q_bits = key->q.ring->bits;
    if (p_bits > q_bits + PRIME_BITS_APART || q_bits > p_bits + PRIME_BITS_APART) {
        return BS_ERROR_KEY;
    }
    status = open_modulus(kernel, key);
    if (status != BS_OK) {
        return status;
    }
    struct workspace work;
    if (!open_workspace(key, &work)) {
        return BS_ERROR_MEMORY;
    }
    status = meet_other_prime(&key->p, &key->q, &work);
    status = status != BS_OK ? status : meet_other_prime(&key->q, &key->p, &work);
    close_workspace(key, &work);
    return status;
}

int64_t bs_private_key_new(int32_t kernel, const uint8_t *p, size_t p_bytes, const uint8_t *q,
                           size_t q_bytes, bs_private_key **result) {
    if (p == NULL || q == NULL || result == NULL) {
        return BS_ERROR_ARGUMENT;
    }
    *result = NULL;
    bs_private_key *key = calloc(1, sizeof *key);
    if (key == NULL) {
        return BS_ERROR_MEMORY;
    }
    int64_t status = open_key(kernel, key, p, p_bytes, q, q_bytes);
    if (status != BS_OK) {
        bs_private_key_free(key);
        return status;
    }
    *result = key;
    return BS_OK;
}

static void close_prime(struct prime *p) {
    if (p->ring != NULL) {
        ring_free_groups(p->ring, p->constants, PRIME_CONSTANTS);
        order_close(p->ring, &p->order);
        bs_ring_free(p->ring);
    }
}

void bs_private_key_free(bs_private_key *key) {
    if (key == NULL) {
        return;
    }
    close_prime(&key->p);
    close_prime(&key->q);
    if (key->ring != NULL) {
        ring_free_groups(key->ring, key->constants, 2);
        bs_ring_free(key->ring);
    }
    natural_wipe(key, sizeof *key);
    free(key);
}
