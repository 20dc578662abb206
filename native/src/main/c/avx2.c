/*
 * The AVX2 kernel: four lanes. This file alone is compiled for that extension, and nothing in it
 * runs before kernels.c has found it on the CPU.
 */
#ifdef BLINDSUM_WITH_AVX

#include "avx_instances.h"

const struct vector_kernel avx2_kernel = {LIMB_BITS, ANY_BLOCK, instances};

#endif
