package io.blindsum.gmp;

import jnr.ffi.annotations.IgnoreError;

/**
 * The functions of GMP that we call, with addresses of off-heap memory as {@code long}: no object
 * is made a call. Names and contracts are those of the GMP manual, "Low-level Functions" and
 * "Number Theoretic Functions"; {@code __gmpn_} and {@code __gmpz_} are the exported prefixes. The
 * names are GMP's.
 *
 * <p>Numbers are arrays of 64-bit limbs, least significant first, in the machine's byte order.
 */
@IgnoreError
@SuppressWarnings({"checkstyle:MethodName", "MemberName"})
public interface GmpLibrary {

  /** {rp, 2n} = {s1p, n} {s2p, n}; the areas must not overlap. */
  void __gmpn_mul_n(long rp, long s1p, long s2p, long n);

  /**
   * {qp, nn-dn+1} and {rp, dn} = quotient and rest of {np, nn} by {dp, dn}; dp's top limb not 0.
   */
  void __gmpn_tdiv_qr(long qp, long rp, long qxn, long np, long nn, long dp, long dn);

  /**
   * {rp, n} = {bp, bn}^{ep, enb bits} mod {mp, n}, odd, in a time that the values do not change.
   */
  void __gmpn_sec_powm(long rp, long bp, long bn, long ep, long enb, long mp, long n, long tp);

  /** Returns the limbs of scratch that {@link #__gmpn_sec_powm} needs at {@code tp}. */
  long __gmpn_sec_powm_itch(long bn, long enb, long n);

  /** rop = base^exp mod mod. */
  void __gmpz_powm(long rop, long base, long exp, long mod);

  void __gmpz_init2(long x, long bits);

  void __gmpz_clear(long x);
}
