package io.blindsum.kernel;

/** The kernels, by their number in {@code blindsum_kernel.h}. */
enum Kernel {
  GMP(
      1,
      "gmp-kernel",
      "gmp",
      "libgmp.so.10 is not installed; Debian and Ubuntu: apt install libgmp10"),
  IFMA(2, "ifma", "ifma", "this processor has no AVX-512 IFMA and VBMI"),
  AVX512(3, "avx512", "avx512", "this processor has no AVX-512"),
  AVX2(4, "avx2", "avx2", "this processor has no AVX2");

  private final int number;
  private final String backend;
  private final String option;
  private final String missing;

  Kernel(int number, String backend, String option, String missing) {
    this.number = number;
    this.backend = backend;
    this.option = option;
    this.missing = missing;
  }

  int number() {
    return number;
  }

  /** Returns the name that results print. */
  String backend() {
    return backend;
  }

  /** Returns the value of {@code -Dblindsum.kernel=} that asks for it. */
  String option() {
    return option;
  }

  /** Says what a machine lacks that cannot run it. */
  String missing() {
    return missing;
  }
}
