#include "mpz.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void find(void *handle, void *function, const char *name) {
    void *symbol = handle == NULL ? NULL : dlsym(handle, name);
    if (symbol == NULL) {
        fprintf(stderr, "libgmp.so.10 with %s is needed to compare with\n", name);
        exit(1);
    }
    memcpy(function, &symbol, sizeof symbol);
}

const struct mpz_library *mpz_library(void) {
    static struct mpz_library library;
    if (library.init == NULL) {
        void *handle = dlopen("libgmp.so.10", RTLD_NOW | RTLD_LOCAL);
        find(handle, &library.init, "__gmpz_init");
        find(handle, &library.clear, "__gmpz_clear");
        find(handle, &library.set, "__gmpz_set");
        find(handle, &library.import, "__gmpz_import");
        find(handle, &library.export, "__gmpz_export");
        find(handle, &library.mul, "__gmpz_mul");
        find(handle, &library.mod, "__gmpz_mod");
        find(handle, &library.add, "__gmpz_add");
        find(handle, &library.sub, "__gmpz_sub");
        find(handle, &library.add_ui, "__gmpz_add_ui");
        find(handle, &library.sub_ui, "__gmpz_sub_ui");
        find(handle, &library.divexact, "__gmpz_divexact");
        find(handle, &library.powm, "__gmpz_powm");
        find(handle, &library.powm_ui, "__gmpz_powm_ui");
        find(handle, &library.invert, "__gmpz_invert");
        find(handle, &library.nextprime, "__gmpz_nextprime");
    }
    return &library;
}
