package io.blindsum.paillier.proof;

/** What is known about the primes of a public key whose private half somebody else holds. */
public enum KeyForm {
  /** Nothing. */
  UNKNOWN,
  /**
   * Both primes are 3 modulo 4: a certificate shows it, or the user vouches for it. This is the
   * form that the fixed-base blinding of Damgård, Jurik and Nielsen needs.
   */
  BLUM
}
