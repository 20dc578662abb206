/*
 * The AVX-512 kernel: eight lanes, for CPUs without IFMA. This file alone is compiled for that
 * extension, and nothing in it runs before kernels.c has found it on the CPU.
 */
#ifdef BLINDSUM_WITH_AVX

#include "avx_instances.h"

const struct vector_kernel avx512_kernel = {LIMB_BITS, ANY_BLOCK, instances};

#endif
