/*
 * The IFMA kernel: eight lanes of AVX-512. This file alone is compiled for that extension, and
 * nothing in it runs before kernels.c has found it on the CPU.
 */
#ifdef BLINDSUM_WITH_AVX

#include "ifma_bytes.h"
#include "dual_operations.h"

INSTANCE(bits1024, 20, 5, 5, 5)
INSTANCE(bits1536, 30, 6, 10, 6)
INSTANCE(bits2048, 40, 8, 8, 4)
INSTANCE(bits3072, 60, 10, 10, 4)
INSTANCE(bits4096, 80, 10, 10, 4)
INSTANCE(any, any_limbs(ring), ANY_BLOCK, ANY_BLOCK, ANY_BLOCK / 2)

static const struct instance instances[] = {
    {20, &bits1024_operations}, {30, &bits1536_operations}, {40, &bits2048_operations},
    {60, &bits3072_operations}, {80, &bits4096_operations}, {0, &any_operations}};

const struct vector_kernel ifma_kernel = {LIMB_BITS, ANY_BLOCK, instances};

#endif
