/* Groups of tables, and rows to groups and back, on the vectors included before. */
#ifndef BLINDSUM_DUAL_TABLES_H
#define BLINDSUM_DUAL_TABLES_H

#include "columns.h"

#define SCANNED_VECTORS 4  /* limbs of a group that scan_groups takes at a time */
#define SELECTED_VECTORS 5 /* vectors of a row that select_words takes at a time */

/*
 * limbs = lane by lane, those of the group table[digit], reading all entries of the table; there
 * is room for multiples of SCANNED_VECTORS
 */
INLINE void scan_groups(vec *limbs, const uint64_t *table, size_t group_words, size_t entries,
                        const uint64_t *digit, int count) {
    const vec wanted = load_words(digit);
    for (int j = 0; j < count; j += SCANNED_VECTORS) {
        vec v[SCANNED_VECTORS];
        clear(v, SCANNED_VECTORS);
        for (size_t entry = 0; entry < entries; entry++) {
            const vec chosen = equal(wanted, broadcast(entry));
            const vec *x = (const vec *)(table + entry * group_words) + j;
            UNROLL for (int i = 0; i < SCANNED_VECTORS; i++) {
                v[i] = add_chosen(v[i], x[i], chosen);
            }
        }
        copy(limbs + j, v, SCANNED_VECTORS);
    }
}

/* limbs = rows of the lanes */
INLINE void gather_rows(vec *limbs, const uint64_t *const *row, int count) {
    for (int j = 0; j < count; j += LANES) {
        vec v[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            v[lane] = load_words(row[lane] + j);
        }
        transpose(v);
        copy(limbs + j, v, count - j < LANES ? count - j : LANES);
    }
}

/* rows of the lanes = limbs */
INLINE void scatter_rows(const vec *limbs, uint64_t *const *row, int count) {
    for (int j = 0; j < count; j += LANES) {
        vec v[LANES];
        for (int i = 0; i < LANES; i++) {
            v[i] = j + i < count ? limbs[j + i] : zero();
        }
        transpose(v);
        for (int lane = 0; lane < LANES; lane++) {
            store_words(row[lane] + j, v[lane]);
        }
    }
}

/* row = `count` vectors of row number `digit`, from vector `first` on, reading all rows */
INLINE void select_words(uint64_t *row, const uint64_t *rows, size_t row_words, size_t entries,
                         uint64_t digit, size_t first, int count) {
    vec v[SELECTED_VECTORS];
    clear(v, count);
    for (size_t entry = 0; entry < entries; entry++) {
        const vec chosen = equal(broadcast(digit), broadcast(entry));
        const uint64_t *words = rows + entry * row_words + LANES * first;
        UNROLL for (int i = 0; i < count; i++) {
            v[i] = add_chosen(v[i], load_words(words + LANES * i), chosen);
        }
    }
    for (int i = 0; i < count; i++) {
        store_words(row + LANES * (first + (size_t)i), v[i]);
    }
}

/* row = row number `digit` of consecutive rows, reading all of them */
INLINE void scan_rows(uint64_t *row, const uint64_t *rows, size_t row_words, size_t entries,
                      uint64_t digit) {
    size_t vectors = row_words / LANES, first = 0;
    for (; first + SELECTED_VECTORS <= vectors; first += SELECTED_VECTORS) {
        select_words(row, rows, row_words, entries, digit, first, SELECTED_VECTORS);
    }
    for (; first < vectors; first++) {
        select_words(row, rows, row_words, entries, digit, first, 1);
    }
}

/* sum[0 .. count) += x[0 .. count), word by word */
INLINE void add_words(uint64_t *sum, const uint64_t *x, int count) {
    int j = 0;
    for (; j + LANES <= count; j += LANES) {
        store_words(sum + j, add(load_words(sum + j), load_words(x + j)));
    }
    for (; j < count; j++) {
        sum[j] += x[j];
    }
}

#endif
