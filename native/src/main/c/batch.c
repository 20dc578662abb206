#include "batch.h"

#include <string.h>

#define CACHE_LINE_BYTES 64

bool batch_is_addressable(const void *base, size_t count, size_t width) {
    return count == 0 || (base != NULL && count <= PTRDIFF_MAX / width);
}

void batch_sources(const uint8_t **source, const uint8_t *base, size_t width, size_t first,
                   size_t used) {
    for (size_t lane = 0; lane < MAX_LANES; lane++) {
        source[lane] = base + (first + (lane < used ? lane : used - 1)) * width;
    }
}

void batch_targets(uint8_t **target, uint8_t *base, size_t width, size_t first, size_t used) {
    for (size_t lane = 0; lane < MAX_LANES; lane++) {
        target[lane] = lane < used ? base + (first + lane) * width : NULL;
    }
}

void batch_prefetch(const void *first, size_t bytes) {
    for (size_t i = 0; i < bytes; i += CACHE_LINE_BYTES) {
        __builtin_prefetch((const uint8_t *)first + i);
    }
}

int64_t batch_refused(const uint8_t *const *source, const uint8_t *bound, size_t width,
                      size_t first, size_t used) {
    for (size_t lane = 0; lane < used; lane++) {
        int order = memcmp(source[lane], bound, 8);
        if (order > 0 || (order == 0 && memcmp(source[lane], bound, width) >= 0)) {
            return (int64_t)(first + lane) + 1;
        }
    }
    return BS_OK;
}
