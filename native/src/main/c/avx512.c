/*
 * The AVX-512 kernel: eight lanes, for CPUs without IFMA. This file alone is compiled for that
 * extension, and nothing in it runs before kernels.c has found it on the CPU.
 */
#ifdef BLINDSUM_WITH_AVX

#include "avx_bytes.h"
#include "dual_operations.h"

INSTANCE(bits1024, 40, 8, 8)
INSTANCE(bits1536, 60, 6, 6)
INSTANCE(bits2048, 77, 7, 7)
INSTANCE(bits3072, 115, 5, 5)
INSTANCE(bits4096, 152, 8, 8)
INSTANCE(any, any_limbs(ring), ANY_BLOCK, ANY_BLOCK)

static const struct instance instances[] = {
    {40, &bits1024_operations},  {60, &bits1536_operations},  {77, &bits2048_operations},
    {115, &bits3072_operations}, {152, &bits4096_operations}, {0, &any_operations}};

const struct vector_kernel avx512_kernel = {LIMB_BITS, ANY_BLOCK, instances};

#endif
