/*
 * Powers of one base from a table.
 *
 * With digits d_i of the exponent in radix 2^window, base^e = product of base^(d_i 2^(window i)),
 * and each factor is a row of the table: row d of position i. All rows are in Montgomery form
 * but those of position 0, so that the product comes out plain.
 *
 * A row (b0, l) is an element in log form, b0 (1 + l n) modulo n^2 with l = b1 / b0 mod n. As
 * (1 + n)^l = 1 + l n, the second factors of a product are multiplied by adding their l. What is
 * left are products with numbers below n, t + e n = (t + e n) b0, four of the five products of
 * limbs that a multiplication takes; the pair begins with e = 0, and a plaintext m is one l more:
 *     (1 + m n) base^e = (t + e n) (1 + (m + sum of l) n) = t + (e + t (m + sum of l)) n.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "batch.h"
#include "natural.h"
#include "power.h"

#define HUGE_PAGE ((size_t)2 << 20)
#define MAX_EXPONENT_BITS (8 * MAX_EXPONENT_BYTES)
#define MAX_WINDOW 16
#define ROWS_WITHOUT_CARRY 2048 /* limbs of 52 bits have room for 4095 additions */
#define ROWS_FOUND 3            /* of three positions at a time: this one and the next two */

struct bs_fixed_base {
    const bs_ring *ring;
    size_t exponent_bits;
    unsigned window;
    size_t positions;
    size_t bytes;
    uint64_t *rows;
};

static size_t entries(const bs_fixed_base *table) { return (size_t)1 << table->window; }

static uint64_t *row(const bs_fixed_base *table, size_t position, uint64_t digit) {
    return table->rows + (position * entries(table) + digit) * table->ring->row_words;
}

int64_t bs_fixed_base_size(const bs_ring *ring, int32_t exponent_bits, int32_t window) {
    if (ring == NULL || exponent_bits < 1 || exponent_bits > MAX_EXPONENT_BITS || window < 1 ||
        window > MAX_WINDOW) {
        return BS_ERROR_ARGUMENT;
    }
    int64_t positions = (exponent_bits + window - 1) / window;
    return (positions << window) * (int64_t)(ring->row_words * sizeof(uint64_t));
}

/* What the threads that fill a table share. The positions are taken in runs, one position a lane,
 * by whoever is free. */
struct filling {
    const bs_fixed_base *table;
    const uint8_t *base;
    const uint8_t *inverse;
    atomic_size_t next_run;
};

/* What one of them works with. Of groups named `inverse`, the low part counts alone. */
struct chain {
    uint64_t *power;         /* base^(2^(window first)) in Montgomery form */
    uint64_t *inverse;       /* its inverse, likewise */
    uint64_t *step;          /* lane l: base^(2^(window (first + l))), in log form */
    uint64_t *step_inverse;  /* in Montgomery form */
    uint64_t *entry;         /* lane l: step^digit, in log form */
    uint64_t *entry_inverse; /* plain */
    uint64_t *unused;        /* where rows of positions beyond the last go */
};

#define CHAIN_GROUPS 7

static bool open_chain(const bs_ring *ring, struct chain *chain) {
    uint64_t **groups[CHAIN_GROUPS] = {
        &chain->power, &chain->inverse,       &chain->step,  &chain->step_inverse,
        &chain->entry, &chain->entry_inverse, &chain->unused};
    uint64_t *memory = ring_new_groups(ring, CHAIN_GROUPS);
    for (size_t i = 0; memory != NULL && i < CHAIN_GROUPS; i++) {
        *groups[i] = memory + i * ring->group_words;
    }
    return memory != NULL;
}

static void close_chain(const bs_ring *ring, struct chain *chain) {
    ring_free_groups(ring, chain->power, CHAIN_GROUPS);
    ring_wipe_stack();
}

/* group = a number of `bytes` bytes in Montgomery form, in each lane */
static void load_in_all_lanes(const bs_ring *ring, uint64_t *group, const uint8_t *number,
                              size_t bytes) {
    const uint8_t *source[MAX_LANES];
    batch_sources(source, number, bytes, 0, 1);
    ring->operations->load(ring, group, source, bytes);
    ring->operations->multiply(ring, group, group, ring->factor_squared);
}

static void start_chain(const struct filling *filling, struct chain *chain) {
    const bs_ring *ring = filling->table->ring;
    load_in_all_lanes(ring, chain->power, filling->base, ring->element_bytes);
    load_in_all_lanes(ring, chain->inverse, filling->inverse, ring->root_bytes);
}

/* Leaves `window` squares of the base behind. */
static void advance(const bs_fixed_base *table, struct chain *chain) {
    for (unsigned i = 0; i < table->window; i++) {
        table->ring->operations->square(table->ring, chain->power, chain->power);
        table->ring->operations->square(table->ring, chain->inverse, chain->inverse);
    }
}

/* r, one lane of it = that lane of x */
static void copy_lane(const bs_ring *ring, uint64_t *r, const uint64_t *x, size_t lane) {
    size_t lanes = ring->operations->lanes;
    for (size_t limb = 0; limb < 2 * ring->limbs; limb++) {
        r[limb * lanes + lane] = x[limb * lanes + lane];
    }
}

/*
 * Replaces the high part b1 of a group by the logarithm b1 / b0, given the inverse of b0 times the
 * square of the factor. `scratch` is one group.
 */
static void take_logarithm(const bs_ring *ring, uint64_t *group, const uint64_t *inverse,
                           uint64_t *scratch) {
    size_t words = ring_part_words(ring);
    memcpy(scratch, group + words, words * sizeof *scratch);
    ring->operations->multiply_low(ring, scratch, scratch, inverse, NULL);
    ring->operations->multiply_low(ring, scratch, scratch, ring->one, NULL);
    memcpy(group + words, scratch, words * sizeof *scratch);
}

/* step of all lanes, by way of the squares between their positions */
static void take_steps(const bs_fixed_base *table, struct chain *chain) {
    const bs_ring *ring = table->ring;
    for (size_t lane = 0; lane < ring->operations->lanes; lane++) {
        copy_lane(ring, chain->step, chain->power, lane);
        copy_lane(ring, chain->step_inverse, chain->inverse, lane);
        advance(table, chain);
    }
    take_logarithm(ring, chain->step, chain->step_inverse, chain->unused);
}

/* entry = 1: in Montgomery form, where 1 / b0 = 1 / factor; plain in the lane of position 0 */
static void start_entries(const bs_ring *ring, size_t first, struct chain *chain) {
    memcpy(chain->entry, ring->factor, ring->group_words * sizeof *chain->entry);
    take_logarithm(ring, chain->entry, ring->factor, chain->unused);
    ring->operations->multiply_low(ring, chain->entry_inverse, ring->one, ring->one, NULL);
    if (first == 0) {
        copy_lane(ring, chain->entry, ring->one, 0);
        copy_lane(ring, chain->entry_inverse, ring->one, 0);
    }
}

/* Fills the rows of the positions from `first` on, one a lane, and takes the chain behind them. */
static void fill_positions(const bs_fixed_base *table, size_t first, struct chain *chain) {
    const bs_ring *ring = table->ring;
    uint64_t *target[MAX_LANES];
    take_steps(table, chain);
    start_entries(ring, first, chain);
    for (size_t digit = 0; digit < entries(table); digit++) {
        for (size_t lane = 0; lane < ring->operations->lanes; lane++) {
            bool exists = first + lane < table->positions;
            target[lane] = exists ? row(table, first + lane, digit) : chain->unused;
        }
        ring->operations->scatter_rows(ring, chain->entry, target);
        ring->operations->log_step(ring, chain->entry, chain->entry_inverse, chain->step,
                                   chain->step_inverse);
    }
}

/* Fills runs of positions until none is left; gives up without memory, which the others have. */
static void *fill_runs(void *shared) {
    struct filling *filling = shared;
    const bs_fixed_base *table = filling->table;
    const bs_ring *ring = table->ring;
    size_t lanes = ring->operations->lanes, run = 0;
    struct chain chain;
    if (!open_chain(ring, &chain)) {
        return NULL;
    }
    start_chain(filling, &chain);
    for (;;) {
        size_t wanted = atomic_fetch_add(&filling->next_run, 1);
        if (wanted * lanes >= table->positions) {
            break;
        }
        for (; run < wanted; run++) {
            for (size_t lane = 0; lane < lanes; lane++) {
                advance(table, &chain);
            }
        }
        fill_positions(table, wanted * lanes, &chain);
        run++;
    }
    close_chain(ring, &chain);
    return shared;
}

/* Fills a table on up to so many threads; fewer where the system gives no more. */
static bool fill(struct filling *filling, size_t threads) {
    pthread_t helper[BS_MAX_THREADS];
    size_t helpers = 0;
    while (helpers + 1 < threads &&
           pthread_create(&helper[helpers], NULL, fill_runs, filling) == 0) {
        helpers++;
    }
    bool filled = fill_runs(filling) != NULL;
    for (size_t i = 0; i < helpers; i++) {
        void *result = NULL;
        pthread_join(helper[i], &result);
        filled |= result != NULL;
    }
    return filled;
}

/* Tells whether base * inverse = 1 modulo n. */
static int64_t check_inverse(const bs_ring *ring, const uint8_t *base, const uint8_t *inverse) {
    uint8_t low[MAX_LANES][MAX_ROOT_BYTES];
    uint8_t *target[MAX_LANES], *nowhere[MAX_LANES] = {NULL};
    struct chain chain;
    if (!open_chain(ring, &chain)) {
        return BS_ERROR_MEMORY;
    }
    batch_targets(target, low[0], MAX_ROOT_BYTES, 0, 1);
    load_in_all_lanes(ring, chain.power, base, ring->element_bytes);
    load_in_all_lanes(ring, chain.inverse, inverse, ring->root_bytes);
    ring->operations->multiply(ring, chain.power, chain.power, chain.inverse);
    ring->operations->multiply(ring, chain.power, chain.power, ring->one);
    ring->operations->store_digits(ring, chain.power, target, nowhere);
    close_chain(ring, &chain);
    return natural_is_one(low[0], ring->root_bytes) ? BS_OK : BS_ERROR_ARGUMENT;
}

static uint64_t *new_rows(size_t bytes) {
    void *rows = NULL;
    if (posix_memalign(&rows, bytes < HUGE_PAGE ? 64 : HUGE_PAGE, bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    /* Random rows of a large table miss the TLB on small pages; it is only advice. */
    if (bytes >= HUGE_PAGE) {
        madvise(rows, bytes, MADV_HUGEPAGE);
    }
#endif
    return rows;
}

int64_t bs_fixed_base_new(const bs_ring *ring, const uint8_t *base, const uint8_t *inverse,
                          int32_t exponent_bits, int32_t window, int32_t threads,
                          bs_fixed_base **result) {
    int64_t bytes = bs_fixed_base_size(ring, exponent_bits, window);
    if (bytes < 0 || base == NULL || inverse == NULL || threads < 1 || threads > BS_MAX_THREADS ||
        result == NULL) {
        return BS_ERROR_ARGUMENT;
    }
    *result = NULL;
    int64_t refused = batch_refused(&base, ring->element_bound, ring->element_bytes, 0, 1);
    refused = refused != BS_OK
                  ? refused
                  : batch_refused(&inverse, ring->root_bound, ring->root_bytes, 0, 1);
    refused = refused != BS_OK ? refused : check_inverse(ring, base, inverse);
    if (refused != BS_OK) {
        return refused;
    }
    bs_fixed_base *table = calloc(1, sizeof *table);
    uint64_t *rows = new_rows((size_t)bytes);
    if (table == NULL || rows == NULL) {
        free(rows);
        free(table);
        return BS_ERROR_MEMORY;
    }
    table->ring = ring;
    table->exponent_bits = (size_t)exponent_bits;
    table->window = (unsigned)window;
    table->positions = (table->exponent_bits + table->window - 1) / table->window;
    table->bytes = (size_t)bytes;
    table->rows = rows;
    struct filling filling = {table, base, inverse, 0};
    if (!fill(&filling, (size_t)threads)) {
        bs_fixed_base_free(table);
        return BS_ERROR_MEMORY;
    }
    *result = table;
    return BS_OK;
}

void bs_fixed_base_free(bs_fixed_base *table) {
    if (table != NULL) {
        natural_wipe(table->rows, table->bytes);
        free(table->rows);
        natural_wipe(table, sizeof *table);
        free(table);
    }
}

/* Exponents in use, one a lane, and where their rows are found. */
struct lookup {
    const bs_fixed_base *table;
    const uint8_t *exponent[MAX_LANES];
    size_t exponent_bytes;
    bool hardened;
    uint64_t *chosen; /* a group: the rows found by a scan */
};

/* row = where the rows of a position are, or copies of them after a scan */
static void find_rows(const struct lookup *lookup, size_t position, const uint64_t **found) {
    const bs_fixed_base *table = lookup->table;
    const bs_ring *ring = table->ring;
    for (size_t lane = 0; lane < ring->operations->lanes; lane++) {
        uint64_t digit = exponent_digit(lookup->exponent[lane], lookup->exponent_bytes,
                                        position * table->window, table->window);
        if (lookup->hardened) {
            uint64_t *chosen = lookup->chosen + lane * ring->row_words;
            ring->operations->scan_row(ring, chosen, row(table, position, 0), entries(table),
                                       digit);
            found[lane] = chosen;
        } else {
            found[lane] = row(table, position, digit);
        }
    }
}

/* Asks for the first line of each row. It brings along what translates the row's address, which
 * prefetches of its other lines, one position later, would otherwise wait for. */
static void prefetch_first_lines(const bs_ring *ring, const uint64_t *const *rows) {
    for (size_t lane = 0; lane < ring->operations->lanes; lane++) {
        __builtin_prefetch(rows[lane]);
    }
}

/* Carries between the limbs of the sums of logarithms, a row a lane. */
static void carry_logs(const bs_ring *ring, uint64_t *logs) {
    const unsigned radix = ring->radix_bits;
    for (size_t lane = 0; radix < 64 && lane < ring->operations->lanes; lane++) {
        uint64_t *limbs = logs + lane * ring->row_words;
        for (size_t j = 0; j + 1 < 2 * ring->limbs; j++) {
            limbs[j + 1] += limbs[j] >> radix;
            limbs[j] &= (UINT64_C(1) << radix) - 1;
        }
    }
}

/*
 * r (1 + l n) = base^(exponent of the lane), plain, the logarithms l as rows, one a lane, in `logs`.
 * `factor` is one group. The rows of the next position are on their way while the kernel
 * multiplies by these.
 */
static void power_from_table(const struct lookup *lookup, uint64_t *r, uint64_t *logs,
                             uint64_t *factor) {
    const bs_fixed_base *table = lookup->table;
    const bs_ring *ring = table->ring;
    const struct ring_operations *operations = ring->operations;
    const uint64_t *rows[ROWS_FOUND][MAX_LANES];
    const size_t ahead = lookup->hardened ? 0 : ROWS_FOUND - 1; /* positions found before their turn */
    memset(r, 0, ring->group_words * sizeof *r);
    memset(logs, 0, ring->group_words * sizeof *logs);
    for (size_t found = 0; found < ahead && found < table->positions; found++) {
        find_rows(lookup, found, rows[found]);
    }
    for (size_t position = 0; position < table->positions; position++) {
        size_t found = position + ahead;
        bool has_next = ahead != 0 && position + 1 < table->positions;
        if (found < table->positions) {
            find_rows(lookup, found, rows[found % ROWS_FOUND]);
            prefetch_first_lines(ring, rows[found % ROWS_FOUND]);
        }
        operations->gather_log_rows(ring, position == 0 ? r : factor, logs,
                                    rows[position % ROWS_FOUND]);
        if (position != 0) {
            operations->multiply_low(ring, r, r, factor,
                                     has_next ? rows[(position + 1) % ROWS_FOUND] : NULL);
        }
        if (position % ROWS_WITHOUT_CARRY == ROWS_WITHOUT_CARRY - 1) {
            carry_logs(ring, logs);
        }
    }
}

/* Returns 0 if the exponents in use are below 2^exponent_bits, or 1 + the index of the first
 * that is not. */
static int64_t refused_exponent(const bs_fixed_base *table, const uint8_t *const *exponent,
                                size_t exponent_bytes, size_t first, size_t used) {
    for (size_t lane = 0; lane < used; lane++) {
        uint64_t above = 0;
        for (size_t bit = table->exponent_bits; bit < 8 * exponent_bytes; bit += 8) {
            above |= exponent_digit(exponent[lane], exponent_bytes, bit, 8);
        }
        if (above != 0) {
            return (int64_t)(first + lane) + 1;
        }
    }
    return BS_OK;
}

#define ENCRYPTION_GROUPS 4

/* Plaintexts may be null: then they are zero. */
static int64_t encrypt_batch(const bs_fixed_base *table, const uint8_t *m,
                             const uint8_t *exponents, size_t exponent_bytes, bool hardened,
                             uint8_t *out, size_t count) {
    if (table == NULL || exponent_bytes == 0 || exponent_bytes > MAX_EXPONENT_BYTES ||
        !batch_is_addressable(exponents, count, exponent_bytes) ||
        !batch_is_addressable(out, count, table->ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    const bs_ring *ring = table->ring;
    const struct ring_operations *operations = ring->operations;
    uint64_t *r = ring_new_groups(ring, ENCRYPTION_GROUPS);
    if (r == NULL) {
        return BS_ERROR_MEMORY;
    }
    uint64_t *logs = r + ring->group_words, *factor = logs + ring->group_words;
    struct lookup lookup = {.table = table, .exponent_bytes = exponent_bytes,
                            .hardened = hardened, .chosen = factor + ring->group_words};
    const uint64_t *log_rows[MAX_LANES];
    for (size_t lane = 0; lane < operations->lanes; lane++) {
        log_rows[lane] = logs + lane * ring->row_words;
    }
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *plaintext[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(lookup.exponent, exponents, exponent_bytes, first, used);
        batch_targets(target, out, ring->element_bytes, first, used);
        status = refused_exponent(table, lookup.exponent, exponent_bytes, first, used);
        if (status == BS_OK && m != NULL) {
            batch_sources(plaintext, m, ring->root_bytes, first, used);
            status = batch_refused(plaintext, ring->root_bound, ring->root_bytes, first, used);
        }
        if (status != BS_OK) {
            break;
        }
        power_from_table(&lookup, r, logs, factor);
        operations->lift_logs(ring, r, log_rows, m != NULL ? plaintext : NULL);
        operations->store(ring, r, target);
    }
    ring_free_groups(ring, r, ENCRYPTION_GROUPS);
    ring_wipe_stack();
    return status;
}

int64_t bs_fixed_base_power(const bs_fixed_base *table, const uint8_t *exponents,
                            size_t exponent_bytes, int32_t hardened, uint8_t *out, size_t count) {
    return encrypt_batch(table, NULL, exponents, exponent_bytes, hardened != 0, out, count);
}

int64_t bs_fixed_base_encrypt(const bs_fixed_base *table, const uint8_t *m,
                              const uint8_t *exponents, size_t exponent_bytes, int32_t hardened,
                              uint8_t *out, size_t count) {
    if (table == NULL || !batch_is_addressable(m, count, table->ring->root_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    return encrypt_batch(table, m, exponents, exponent_bytes, hardened != 0, out, count);
}
