package io.blindsum.paillier.proof;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.ModulusTests;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Proves to everybody, without a digit of the primes, that a public key is a good one.
 *
 * <p>Its roots of degree {@code n} show that decryption is unique. Its square roots, which only a
 * key of Blum form has, show that {@code n} has exactly two primes, both 3 modulo 4, and so open
 * {@link KeyForm#BLUM} to its users. It does not show that the primes are of one length, nor that
 * {@code gcd(p-1, q-1) = 2}: who made the key so that they are not hurts only the secrecy that
 * rests on him anyway.
 */
public final class KeyCertificate {
  private final NthRootProof nthRoots;
  private final @Nullable BlumProof squareRoots;

  private KeyCertificate(NthRootProof nthRoots, @Nullable BlumProof squareRoots) {
    this.nthRoots = nthRoots;
    this.squareRoots = squareRoots;
  }

  /** Makes the certificate of a key: always the same one for the same key. */
  public static KeyCertificate make(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    return new KeyCertificate(
        NthRootProof.make(key, arithmetic),
        key.isBlumForm() ? BlumProof.make(key, arithmetic) : null);
  }

  /**
   * Takes a certificate from its parts, unverified.
   *
   * @param nthRoots blocks of {@link PaillierPublicKey#plaintextBytes()}
   * @param squareRoots the same, or null
   */
  public static KeyCertificate of(BlockArray nthRoots, @Nullable BlockArray squareRoots) {
    return of(values(nthRoots), squareRoots == null ? null : values(squareRoots));
  }

  static KeyCertificate of(List<BigInteger> nthRoots, @Nullable List<BigInteger> squareRoots) {
    return new KeyCertificate(
        new NthRootProof(nthRoots), squareRoots == null ? null : new BlumProof(squareRoots));
  }

  /** Returns the roots of degree {@code n}, in blocks of the width of {@code n}. */
  public BlockArray nthRoots(PaillierPublicKey key) {
    return blocks(nthRoots.roots(), key);
  }

  /** Returns the square roots that show Blum form, in blocks of the width of {@code n}. */
  public Optional<BlockArray> squareRoots(PaillierPublicKey key) {
    return Optional.ofNullable(squareRoots).map(proof -> blocks(proof.roots(), key));
  }

  /**
   * Verifies the certificate: one exponentiation modulo {@code n} a root of degree {@code n}, and
   * little beside.
   *
   * @return what it shows of the key's form
   * @throws InvalidKeyException in one line, if it is not a certificate of this key
   */
  public KeyForm verify(PaillierPublicKey key, ModularArithmetic arithmetic) {
    BigInteger n = key.modulus();
    // what the proofs take for granted
    if (ModulusTests.hasSmallFactor(n) || ModulusTests.isPrime(n)) {
      throw new InvalidKeyException("certificate: n is prime or has a small factor");
    }
    nthRoots.verify(key, arithmetic);
    if (squareRoots == null) {
      return KeyForm.UNKNOWN;
    }
    squareRoots.verify(key);
    return KeyForm.BLUM;
  }

  private static BlockArray blocks(List<BigInteger> values, PaillierPublicKey key) {
    return BlockArray.of(key.plaintextBytes(), values.toArray(BigInteger[]::new));
  }

  private static List<BigInteger> values(BlockArray blocks) {
    return IntStream.range(0, blocks.count()).mapToObj(blocks::get).toList();
  }
}
