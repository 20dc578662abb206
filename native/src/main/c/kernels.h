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

/* An instance of the IFMA kernel for a number of limbs; 0, the last, for any multiple of the
 * block. */
struct ifma_instance {
    size_t limbs;
    const struct ring_operations *operations;
};

#define IFMA_RADIX_BITS 52
#define IFMA_BLOCK 8
extern const struct ifma_instance ifma_instances[];

#endif
