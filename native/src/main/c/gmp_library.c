#include "gmp_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Written once, under pthread_once, and only read afterwards. */
static struct gmp_library library;
static bool available;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static bool find(void *handle, void *function, const char *name) {
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void load(void) {
    void *handle = dlopen("libgmp.so.10", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        return;
    }
    const int *limb_bits = dlsym(handle, "__gmp_bits_per_limb");
    available = limb_bits != NULL && *limb_bits == 64 &&
                find(handle, &library.mul_n, "__gmpn_mul_n") &&
                find(handle, &library.sqr, "__gmpn_sqr") &&
                find(handle, &library.sec_mul, "__gmpn_sec_mul") &&
                find(handle, &library.sec_sqr, "__gmpn_sec_sqr") &&
                find(handle, &library.sec_mul_itch, "__gmpn_sec_mul_itch") &&
                find(handle, &library.sec_sqr_itch, "__gmpn_sec_sqr_itch") &&
                find(handle, &library.add_n, "__gmpn_add_n") &&
                find(handle, &library.sub_n, "__gmpn_sub_n") &&
                find(handle, &library.addmul_1, "__gmpn_addmul_1") &&
                find(handle, &library.rshift, "__gmpn_rshift");
}

const struct gmp_library *gmp_library(void) {
    pthread_once(&once, load);
    return available ? &library : NULL;
}
