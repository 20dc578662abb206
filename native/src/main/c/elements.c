/* Operations element by element. */
#include "batch.h"

int64_t bs_multiply(const bs_ring *ring, const uint8_t *a, const uint8_t *b, uint8_t *out,
                    size_t count) {
    if (ring == NULL || !batch_is_addressable(a, count, ring->element_bytes) ||
        !batch_is_addressable(b, count, ring->element_bytes) ||
        !batch_is_addressable(out, count, ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    const struct ring_operations *operations = ring->operations;
    uint64_t *x = ring_new_groups(ring, 2);
    if (x == NULL) {
        return BS_ERROR_MEMORY;
    }
    uint64_t *y = x + ring->group_words;
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *left[MAX_LANES], *right[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(left, a, ring->element_bytes, first, used);
        batch_sources(right, b, ring->element_bytes, first, used);
        batch_targets(target, out, ring->element_bytes, first, used);
        int64_t refused[2] = {
            batch_refused(left, ring->element_bound, ring->element_bytes, first, used),
            batch_refused(right, ring->element_bound, ring->element_bytes, first, used)};
        status = refused[0] != 0 && (refused[1] == 0 || refused[0] < refused[1]) ? refused[0]
                                                                                 : refused[1];
        if (status != BS_OK) {
            break;
        }
        operations->load(ring, x, left, ring->element_bytes);
        operations->load(ring, y, right, ring->element_bytes);
        operations->multiply_plain(ring, x, x, y);
        operations->store(ring, x, target);
    }
    ring_free_groups(ring, x, 2);
    return status;
}

int64_t bs_multiply_lifted(const bs_ring *ring, const uint8_t *m, const uint8_t *u, uint8_t *out,
                           size_t count) {
    if (ring == NULL || !batch_is_addressable(m, count, ring->root_bytes) ||
        !batch_is_addressable(u, count, ring->element_bytes) ||
        !batch_is_addressable(out, count, ring->element_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    const struct ring_operations *operations = ring->operations;
    uint64_t *x = ring_new_groups(ring, 1);
    if (x == NULL) {
        return BS_ERROR_MEMORY;
    }
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *plaintext[MAX_LANES], *blinding[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(plaintext, m, ring->root_bytes, first, used);
        batch_sources(blinding, u, ring->element_bytes, first, used);
        batch_targets(target, out, ring->element_bytes, first, used);
        status = batch_refused(plaintext, ring->root_bound, ring->root_bytes, first, used);
        if (status == BS_OK) {
            status = batch_refused(blinding, ring->element_bound, ring->element_bytes, first, used);
        }
        if (status != BS_OK) {
            break;
        }
        operations->load(ring, x, blinding, ring->element_bytes);
        operations->lift(ring, x, plaintext);
        operations->store(ring, x, target);
    }
    ring_free_groups(ring, x, 1);
    ring_wipe_stack();
    return status;
}

int64_t bs_residue(const bs_ring *ring, const uint8_t *a, uint8_t *out, size_t count) {
    if (ring == NULL || !batch_is_addressable(a, count, ring->element_bytes) ||
        !batch_is_addressable(out, count, ring->root_bytes)) {
        return BS_ERROR_ARGUMENT;
    }
    const struct ring_operations *operations = ring->operations;
    uint8_t *const nowhere[MAX_LANES] = {NULL};
    uint64_t *x = ring_new_groups(ring, 1);
    if (x == NULL) {
        return BS_ERROR_MEMORY;
    }
    int64_t status = BS_OK;
    for (size_t first = 0; first < count; first += operations->lanes) {
        size_t used = batch_lanes(ring, first, count);
        const uint8_t *source[MAX_LANES];
        uint8_t *target[MAX_LANES];
        batch_sources(source, a, ring->element_bytes, first, used);
        batch_targets(target, out, ring->root_bytes, first, used);
        status = batch_refused(source, ring->element_bound, ring->element_bytes, first, used);
        if (status != BS_OK) {
            break;
        }
        operations->load(ring, x, source, ring->element_bytes);
        operations->store_digits(ring, x, target, nowhere); /* c0 of c0 + c1 n */
    }
    ring_free_groups(ring, x, 1);
    return status;
}
