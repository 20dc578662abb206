package io.blindsum.kernel;

import jnr.ffi.annotations.IgnoreError;

/**
 * The functions of {@code blindsum_kernel.h}, where each is described, with addresses of off-heap
 * memory and handles as {@code long}: no object is made a call. The names are those of the header.
 *
 * <p>No function may have exactly six arguments: the stub that JNR-FFI 2.3.4 makes for these on
 * x86-64 passes garbage as the sixth. Those of the header that have six are given a seventh, {@code
 * ignored}, which goes to the stack, where C code that does not know of it never looks.
 */
@IgnoreError
@SuppressWarnings({"checkstyle:MethodName", "MemberName"})
public interface KernelLibrary {
  /** The version of the header that this interface was written for. */
  int ABI_VERSION = 3;

  /** The most threads that a function takes. */
  int MAX_THREADS = 64;

  int bs_abi_version();

  int bs_kernel_supported(int kernel);

  long bs_ring_new(int kernel, long n, long nBytes, int secret, long ring);

  void bs_ring_free(long ring);

  long bs_multiply(long ring, long a, long b, long out, long count);

  long bs_multiply_lifted(long ring, long m, long u, long out, long count);

  long bs_residue(long ring, long a, long out, long count);

  long bs_product(long ring, long a, long rows, long columns, long out);

  long bs_power(
      long ring, long a, long exponent, long exponentBytes, int secret, long out, long count);

  long bs_weighted_product(
      long ring, long a, long weights, long count, long positive, long negative, long ignored);

  long bs_fixed_base_size(long ring, int exponentBits, int window);

  long bs_fixed_base_new(
      long ring, long base, long inverse, int exponentBits, int window, int threads, long table);

  void bs_fixed_base_free(long table);

  long bs_fixed_base_power(
      long table,
      long exponents,
      long exponentBytes,
      int hardened,
      long out,
      long count,
      long ignored);

  long bs_fixed_base_encrypt(
      long table, long m, long exponents, long exponentBytes, int hardened, long out, long count);

  long bs_private_key_new(
      int kernel, long p, long pBytes, long q, long qBytes, long key, long ignored);

  void bs_private_key_free(long key);

  long bs_private_decrypt(long key, long c, long out, long count);

  long bs_private_blind(long key, long yP, long yQ, long out, long count);

  long bs_private_combine(long key, long xP, long xQ, long out, long count);
}
