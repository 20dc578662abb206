package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/**
 * Computes on plaintexts under encryption, modulo {@code n}, with the public key alone.
 *
 * <p>Every ciphertext that comes in is checked to be of this key and a unit. Safe for use by many
 * threads until it is closed.
 */
public final class Evaluator implements AutoCloseable {
  private final PaillierPublicKey key;
  private final SquareRing ring;

  private Evaluator(PaillierPublicKey key, SquareRing ring) {
    this.key = key;
    this.ring = ring;
  }

  public static Evaluator of(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return new Evaluator(key, arithmetic.squareRing(key.modulus()));
  }

  /** Returns an encryption of the sum: {@code a b mod n^2}. */
  public Ciphertext add(Ciphertext a, Ciphertext b) {
    return result(ring.multiply(unit(a), unit(b)));
  }

  /**
   * Returns an encryption of the sum with a number: {@code c (1 + m n) mod n^2}. The randomness
   * stays that of {@code c}.
   *
   * @param plaintext in [0, n)
   */
  public Ciphertext addPlain(Ciphertext c, BigInteger plaintext) {
    BlockArray sum = BlockArray.of(key.ciphertextBytes(), unit(c));
    ring.multiplyLifted(
        BlockArray.of(key.plaintextBytes(), plaintext.mod(key.modulus())), sum, sum);
    return result(sum.get(0));
  }

  /**
   * Returns an encryption of the multiple: {@code c^factor mod n^2}.
   *
   * @param factor any integer; not secret
   */
  public Ciphertext multiplyPlain(Ciphertext c, BigInteger factor) {
    BigInteger base = factor.signum() < 0 ? inverse(c) : unit(c);
    return result(ring.power(base, factor.abs()));
  }

  /** Returns an encryption of the negative: {@code c^-1 mod n^2}. */
  public Ciphertext negate(Ciphertext c) {
    return result(inverse(c));
  }

  /**
   * Returns another encryption of the same plaintext, which nobody without the private key can tell
   * from a fresh one.
   */
  public Ciphertext rerandomize(Ciphertext c, BlindingSource blinding) {
    if (!blinding.key().equals(key)) {
      throw new KeyMismatchException(key.fingerprint(), blinding.key().fingerprint());
    }
    BlockArray unit = BlockArray.allocate(1, key.ciphertextBytes());
    blinding.fill(unit);
    return result(ring.multiply(unit(c), unit.get(0)));
  }

  /** The tested core of re-randomisation, with {@code r} given. */
  Ciphertext rerandomizeWith(Ciphertext c, BigInteger r) {
    return result(ring.multiply(unit(c), ring.power(r, key.modulus())));
  }

  @Override
  public void close() {
    ring.close();
  }

  private BigInteger inverse(Ciphertext c) {
    return unit(c).modInverse(key.modulusSquared());
  }

  private BigInteger unit(Ciphertext c) {
    if (!c.key().equals(key)) {
      throw new KeyMismatchException(key.fingerprint(), c.key().fingerprint());
    }
    if (!c.value().gcd(key.modulus()).equals(BigInteger.ONE)) {
      throw new InvalidCiphertextException(0);
    }
    return c.value();
  }

  private Ciphertext result(BigInteger value) {
    return new Ciphertext(key, value);
  }
}
