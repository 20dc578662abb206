/* Products down the columns of a matrix of elements. */
#include <string.h>

#include "batch.h"
#include "factor.h"

struct matrix {
    const uint8_t *elements;
    size_t rows;
    size_t columns;
    uint8_t *out;
};

static const uint8_t *element(const bs_ring *ring, const struct matrix *a, size_t row,
                              size_t column) {
    return a->elements + (row * a->columns + column) * ring->element_bytes;
}

/* product = product * the elements at `source` */
static void take_in(const bs_ring *ring, uint64_t *product, const uint8_t *const *source,
                       uint64_t *x) {
    ring->operations->load(ring, x, source, ring->element_bytes);
    ring->operations->multiply(ring, product, product, x);
}

/* One column: each lane multiplies every eighth element; the lanes come together at the end. */
static int64_t multiply_column(const bs_ring *ring, const struct matrix *a, size_t column,
                               uint64_t *groups) {
    uint64_t *product = groups, *x = groups + ring->group_words, *scratch = x;
    size_t lanes = ring->operations->lanes;
    memcpy(product, ring->factor, ring->group_words * sizeof *product);
    for (size_t row = 0; row < a->rows; row += lanes) {
        size_t used = batch_lanes(ring, row, a->rows);
        const uint8_t *source[MAX_LANES];
        for (size_t lane = 0; lane < MAX_LANES; lane++) {
            source[lane] =
                lane < used ? element(ring, a, row + lane, column) : ring->factor_bytes;
            if (batch_refused(source + lane, ring->element_bound, ring->element_bytes, 0, 1) !=
                BS_OK) {
                return (int64_t)((row + lane) * a->columns + column) + 1;
            }
        }
        for (size_t next = row + lanes; next < row + 2 * lanes && next < a->rows; next++) {
            batch_prefetch(element(ring, a, next, column), ring->element_bytes);
        }
        take_in(ring, product, source, x);
    }
    multiply_lanes(ring, product, scratch);
    leave_products(ring, product, a->rows, scratch);
    uint8_t *target[MAX_LANES];
    batch_targets(target, a->out, ring->element_bytes, column, 1);
    ring->operations->store(ring, product, target);
    return BS_OK;
}

/* Eight neighbouring columns, one a lane. */
static int64_t multiply_columns(const bs_ring *ring, const struct matrix *a, size_t first,
                                uint64_t *groups) {
    uint64_t *product = groups, *x = groups + ring->group_words;
    size_t used = batch_lanes(ring, first, a->columns);
    memcpy(product, ring->factor, ring->group_words * sizeof *product);
    for (size_t row = 0; row < a->rows; row++) {
        const uint8_t *source[MAX_LANES];
        size_t index = row * a->columns + first;
        batch_sources(source, a->elements, ring->element_bytes, index, used);
        int64_t refused =
            batch_refused(source, ring->element_bound, ring->element_bytes, index, used);
        if (refused != BS_OK) {
            return refused;
        }
        if (row + 1 < a->rows) {
            batch_prefetch(element(ring, a, row + 1, first), used * ring->element_bytes);
        }
        take_in(ring, product, source, x);
    }
    leave_products(ring, product, a->rows, x);
    uint8_t *target[MAX_LANES];
    batch_targets(target, a->out, ring->element_bytes, first, used);
    ring->operations->store(ring, product, target);
    return BS_OK;
}

int64_t bs_product(const bs_ring *ring, const uint8_t *a, size_t rows, size_t columns,
                   uint8_t *out) {
    if (ring == NULL || (columns != 0 && rows > SIZE_MAX / columns) ||
        !batch_is_addressable(a, rows * columns, ring->element_bytes) ||
        !batch_is_addressable(out, columns, ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    uint64_t *groups = ring_new_groups(ring, 3);
    if (groups == NULL) {
        return BS_ERROR_MEMORY;
    }
    const struct matrix matrix = {a, rows, columns, out};
    size_t lanes = ring->operations->lanes;
    int64_t status = BS_OK;
    for (size_t column = 0; column < columns && status == BS_OK;) {
        bool abreast = columns - column >= lanes;
        status = abreast ? multiply_columns(ring, &matrix, column, groups)
                         : multiply_column(ring, &matrix, column, groups);
        column += abreast ? lanes : 1;
    }
    ring_free_groups(ring, groups, 3);
    return status;
}
