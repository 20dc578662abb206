#include "kernels.h"

#ifdef BLINDSUM_WITH_IFMA

static bool cpu_has_ifma(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512ifma") && __builtin_cpu_supports("avx512vbmi");
}

static struct kernel_choice ifma_choose(size_t bits) {
    if (!cpu_has_ifma()) {
        return (struct kernel_choice){0};
    }
    size_t needed = (bits + SLACK_BITS + IFMA_RADIX_BITS - 1) / IFMA_RADIX_BITS;
    size_t rounded = (needed + IFMA_BLOCK - 1) / IFMA_BLOCK * IFMA_BLOCK;
    const struct ifma_instance *instance = ifma_instances;
    while (instance->limbs != 0 && (instance->limbs < needed || instance->limbs > rounded)) {
        instance++;
    }
    size_t limbs = instance->limbs != 0 ? instance->limbs : rounded;
    return (struct kernel_choice){instance->operations, IFMA_RADIX_BITS, limbs};
}

#else

static struct kernel_choice ifma_choose(size_t bits) {
    (void)bits;
    return (struct kernel_choice){0};
}

#endif

struct kernel_choice kernel_choose(int32_t kernel, size_t bits) {
    switch (kernel) {
    case BS_KERNEL_GMP:
        return gmp_choose(bits);
    case BS_KERNEL_IFMA:
        return ifma_choose(bits);
    default:
        return (struct kernel_choice){0};
    }
}

int32_t bs_abi_version(void) { return BS_ABI_VERSION; }

int32_t bs_kernel_supported(int32_t kernel) {
    return kernel_choose(kernel, BS_MIN_BITS).operations != NULL;
}

const char *bs_kernel_name(int32_t kernel) {
    switch (kernel) {
    case BS_KERNEL_GMP:
        return "gmp";
    case BS_KERNEL_IFMA:
        return "ifma";
    default:
        return "unknown";
    }
}
