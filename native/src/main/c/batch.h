/* Walks through a batch, one group of lanes at a time, and checks what comes from outside. */
#ifndef BLINDSUM_BATCH_H
#define BLINDSUM_BATCH_H

#include "ring.h"

/* Tells whether `count` elements of `width` bytes may begin at a pointer. */
bool batch_is_addressable(const void *base, size_t count, size_t width);

/* Returns the lanes in use for the group that begins at element `first`. */
static inline size_t batch_lanes(const bs_ring *ring, size_t first, size_t count) {
    size_t lanes = ring->operations->lanes;
    return count - first < lanes ? count - first : lanes;
}

/* Points the lanes in use at consecutive elements, the others at the last of these. */
void batch_sources(const uint8_t **source, const uint8_t *base, size_t width, size_t first,
                   size_t used);

/* Points the lanes in use at consecutive elements, the others nowhere. */
void batch_targets(uint8_t **target, uint8_t *base, size_t width, size_t first, size_t used);

/* Asks the cache for what is needed next. */
void batch_prefetch(const void *first, size_t bytes);

/*
 * Returns 0 if the numbers at `source` in the lanes in use are all below the bound, or 1 + the
 * index of the first that is not. Looks beyond the first 8 bytes only where these are equal to
 * the bound's, which never happens by chance: time tells nothing about an accepted number.
 */
int64_t batch_refused(const uint8_t *const *source, const uint8_t *bound, size_t width,
                      size_t first, size_t used);

#endif
