#include "machine.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "blindsum_kernel.h"

#define ROUNDS 15
#define CHAIN 20000000
#define IFMA_LOOPS 1000000
#define READ_BYTES (256u << 20) /* far larger than any cache */

static double nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

/* Returns how much of `work` is done in a nanosecond, in the best of several rounds. */
static double best_rate(void (*run)(void), double work) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = nanoseconds();
        run();
        double rate = work / (nanoseconds() - start);
        best = rate > best ? rate : best;
    }
    return best;
}

/* One addition a cycle, as each needs the last. */
static void add_chain(void) {
    uint64_t x = 1;
    for (uint64_t i = 0; i < CHAIN; i++) {
        __asm__ volatile("add %0, %0" : "+r"(x));
    }
}

static uint64_t *memory;

static void read_memory(void) {
    uint64_t sum[8] = {0};
    for (size_t i = 0; i < READ_BYTES / 8; i += 8) {
        for (size_t lane = 0; lane < 8; lane++) {
            sum[lane] += memory[i + lane];
        }
    }
    for (size_t lane = 0; lane < 8; lane++) {
        __asm__ volatile("" ::"r"(sum[lane]));
    }
}

#ifdef BLINDSUM_WITH_AVX
#include <immintrin.h>

#define CHAINS 16 /* more than latency times throughput of the instruction */

__attribute__((target("avx512f,avx512ifma"))) static void multiply_independently(void) {
    __m512i sum[CHAINS], x = _mm512_set1_epi64(0x123456789abcd), y = _mm512_set1_epi64(3);
    for (int i = 0; i < CHAINS; i++) {
        sum[i] = _mm512_setzero_si512();
    }
    for (int loop = 0; loop < IFMA_LOOPS; loop++) {
        _Pragma("GCC unroll 16") for (int i = 0; i < CHAINS; i++) {
            sum[i] = i % 2 == 0 ? _mm512_madd52lo_epu64(sum[i], x, y)
                                : _mm512_madd52hi_epu64(sum[i], x, y);
        }
    }
    for (int i = 0; i < CHAINS; i++) {
        __asm__ volatile("" ::"x"(sum[i]));
    }
}

static double ifma_rate(void) {
    return bs_kernel_supported(BS_KERNEL_IFMA)
               ? best_rate(multiply_independently, (double)IFMA_LOOPS * CHAINS)
               : 0;
}
#else
static double ifma_rate(void) { return 0; }
#endif

int print_machine(void) {
    memory = malloc(READ_BYTES);
    if (memory == NULL) {
        fprintf(stderr, "bench-c: no memory\n");
        return 1;
    }
    memset(memory, 1, READ_BYTES);
    printf("{\"ifma_per_ns\":%.3f,\"read_bytes_per_ns\":%.2f,\"clock_ghz\":%.2f}\n", ifma_rate(),
           best_rate(read_memory, READ_BYTES), best_rate(add_chain, CHAIN));
    free(memory);
    return 0;
}
