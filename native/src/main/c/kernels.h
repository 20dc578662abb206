/* The kernels of the library and which of them runs on this machine. */
#ifndef BLINDSUM_KERNELS_H
#define BLINDSUM_KERNELS_H

#include "ring.h"

/* What a kernel chose for a modulus of a given size. */
struct kernel_choice {
    const struct ring_operations *operations; /* null: the kernel cannot run here */
    unsigned radix_bits;
    size_t limbs; /* radix_bits * limbs >= bits + SLACK_BITS */
};

struct kernel_choice kernel_choose(int32_t kernel, size_t bits);

struct kernel_choice gmp_choose(size_t bits);

/* The operations of a kernel on vectors for a number of limbs; 0, the last, for any multiple of
 * its block. */
struct instance {
    size_t limbs;
    const struct ring_operations *operations;
};

/* A kernel on vectors, as dual_operations.h makes it. */
struct vector_kernel {
    unsigned radix_bits;
    size_t block;
    const struct instance *instances;
};

extern const struct vector_kernel ifma_kernel;
extern const struct vector_kernel avx512_kernel;
extern const struct vector_kernel avx2_kernel;

#endif
