#include "kernels.h"

#ifdef BLINDSUM_WITH_AVX

static const struct vector_kernel *vector_kernel(int32_t kernel) {
    bool avx512 = __builtin_cpu_supports("avx512f");
    switch (kernel) {
    case BS_KERNEL_IFMA:
        return avx512 && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512vl") &&
                       __builtin_cpu_supports("avx512ifma") && __builtin_cpu_supports("avx512vbmi")
                   ? &ifma_kernel
                   : NULL;
    case BS_KERNEL_AVX512:
        return avx512 ? &avx512_kernel : NULL;
    case BS_KERNEL_AVX2:
        return __builtin_cpu_supports("avx2") ? &avx2_kernel : NULL;
    default:
        return NULL;
    }
}

#else

static const struct vector_kernel *vector_kernel(int32_t kernel) {
    (void)kernel;
    return NULL;
}

#endif

static struct kernel_choice choose_instance(const struct vector_kernel *kernel, size_t bits) {
    if (kernel == NULL) {
        return (struct kernel_choice){0};
    }
    size_t needed = (bits + SLACK_BITS + kernel->radix_bits - 1) / kernel->radix_bits;
    size_t rounded = (needed + kernel->block - 1) / kernel->block * kernel->block;
    const struct instance *instance = kernel->instances;
    while (instance->limbs != 0 && (instance->limbs < needed || instance->limbs > rounded)) {
        instance++;
    }
    size_t limbs = instance->limbs != 0 ? instance->limbs : rounded;
    return (struct kernel_choice){instance->operations, kernel->radix_bits, limbs};
}

struct kernel_choice kernel_choose(int32_t kernel, size_t bits) {
    return kernel == BS_KERNEL_GMP ? gmp_choose(bits)
                                   : choose_instance(vector_kernel(kernel), bits);
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
    case BS_KERNEL_AVX512:
        return "avx512";
    case BS_KERNEL_AVX2:
        return "avx2";
    default:
        return "unknown";
    }
}
