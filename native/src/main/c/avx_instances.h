/* The sizes of the kernels on 27-bit limbs, for AVX2 and for AVX-512 alike. */
#ifndef BLINDSUM_AVX_INSTANCES_H
#define BLINDSUM_AVX_INSTANCES_H

#include "avx_bytes.h"
#include "dual_operations.h"

INSTANCE(bits1024, 40, 8, 8, 4)
INSTANCE(bits1536, 60, 6, 6, 6)
INSTANCE(bits2048, 77, 7, 7, 7)
INSTANCE(bits3072, 115, 5, 5, 5)
INSTANCE(bits4096, 152, 8, 8, 4)
INSTANCE(any, any_limbs(ring), ANY_BLOCK, ANY_BLOCK, ANY_BLOCK / 2)

static const struct instance instances[] = {
    {40, &bits1024_operations},  {60, &bits1536_operations},  {77, &bits2048_operations},
    {115, &bits3072_operations}, {152, &bits4096_operations}, {0, &any_operations}};

#endif
