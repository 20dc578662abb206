package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Chunks;
import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/**
 * Decrypts, and proves to itself that it decrypted right before it lets a plaintext go.
 *
 * <p>The plaintexts come from the fast path modulo {@code p^2} and {@code q^2} (Paillier 1999,
 * section 7). A fault in that path, once released, can factor {@code n} (Boneh, DeMillo, Lipton,
 * EUROCRYPT 1997). So the batch is opened a second time without it: with random 63-bit {@code e_i}
 * (Bellare, Garay, Rabin, EUROCRYPT 1998, small exponents test), {@code v = prod c_i^e_i (1 - n sum
 * e_i m_i)} must be an {@code n}-th residue, which is shown by computing its root {@code r} and
 * checking {@code r^n = v mod n^2}. A wrong plaintext passes with probability 2^-63.
 *
 * <p>Safe for use by many threads until it is closed.
 */
public final class Decryptor implements AutoCloseable {
  /** Ciphertexts of one piece of work; a multiple of the lanes of every kernel. */
  private static final int CHUNK = 64;

  /** Ciphertexts that are proved together: a proof costs as much as a dozen decryptions or two. */
  private static final int PROVED_TOGETHER = 16 * CHUNK;

  private final PaillierPrivateKey key;
  private final SquareRing ring;
  private final FactoredRing factored;
  private final ModularArithmetic arithmetic;
  private final OsRandom random = OsRandom.open();

  private Decryptor(PaillierPrivateKey key, ModularArithmetic arithmetic, FactoredRing factored) {
    this.key = key;
    this.arithmetic = arithmetic;
    this.ring = arithmetic.squareRing(key.publicKey().modulus());
    this.factored = factored;
  }

  public static Decryptor of(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    return of(key, arithmetic, arithmetic.factoredRing(key.p(), key.q()));
  }

  static Decryptor of(PaillierPrivateKey key, ModularArithmetic arithmetic, FactoredRing factored) {
    return new Decryptor(key, arithmetic, factored);
  }

  /**
   * Decrypts one ciphertext to its plaintext in [0, n).
   *
   * @throws KeyMismatchException if it is of another key
   * @throws InvalidCiphertextException if it is not a unit modulo {@code n^2}
   */
  public BigInteger decrypt(Ciphertext ciphertext) {
    BlockArray one = BlockArray.of(ciphertext.key().ciphertextBytes(), ciphertext.value());
    return decrypt(new CiphertextBatch(ciphertext.key(), one)).get(0);
  }

  /**
   * Decrypts a batch, spread over the cores.
   *
   * @return one block of {@link PaillierPublicKey#plaintextBytes()} a ciphertext, in order
   * @throws KeyMismatchException if the batch is of another key
   * @throws InvalidCiphertextException with the index of the first that is not a unit
   * @throws IllegalStateException if the computation did not prove right; nothing is returned
   */
  public BlockArray decrypt(CiphertextBatch batch) {
    PaillierPublicKey publicKey = key.publicKey();
    if (!batch.key().equals(publicKey)) {
      throw new KeyMismatchException(publicKey.fingerprint(), batch.key().fingerprint());
    }
    CiphertextGate.requireUnits(ring, batch.blocks());
    BlockArray plaintexts = BlockArray.allocate(batch.count(), publicKey.plaintextBytes());
    Chunks.forEach(
        batch.count(),
        PROVED_TOGETHER,
        (from, to) -> decryptProved(batch.blocks().slice(from, to), plaintexts.slice(from, to)));
    return plaintexts;
  }

  private void decryptProved(BlockArray ciphertexts, BlockArray plaintexts) {
    boolean opened;
    try {
      Chunks.forEach(
          ciphertexts.count(),
          CHUNK,
          (from, to) ->
              factored.residuosityClasses(ciphertexts.slice(from, to), plaintexts.slice(from, to)));
      opened = opens(ciphertexts, plaintexts);
    } catch (ArithmeticException e) {
      opened = false;
    }
    if (!opened) {
      plaintexts.wipe();
      throw new IllegalStateException(
          "the decryption did not verify; nothing is released (a fault of this machine?)");
    }
  }

  private boolean opens(BlockArray ciphertexts, BlockArray plaintexts) {
    BigInteger n = key.publicKey().modulus();
    long[] weights = new long[ciphertexts.count()];
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights.length == 1 ? 1 : random.bits(Long.SIZE - 1).longValue();
      sum = sum.add(plaintexts.get(i).multiply(BigInteger.valueOf(weights[i])));
    }
    BigInteger combined = ring.weightedProduct(ciphertexts, weights).positive();
    // (1 + n)^-sum = 1 - n sum
    BigInteger lifted = BigInteger.ONE.subtract(n.multiply(sum.mod(n))).mod(ring.modulus());
    BigInteger residue = ring.multiply(combined, lifted);
    return ring.power(nthRoot(residue.mod(n)), n).equals(residue);
  }

  /** Returns the {@code r} in (0, n) with {@code r^n = residue mod n}. */
  private BigInteger nthRoot(BigInteger residue) {
    BigInteger p = key.p();
    BigInteger q = key.q();
    BigInteger rp = nthRootModulo(p, residue);
    BigInteger rq = nthRootModulo(q, residue);
    return rp.add(p.multiply(rq.subtract(rp).multiply(p.modInverse(q)).mod(q)));
  }

  private BigInteger nthRootModulo(BigInteger prime, BigInteger residue) {
    BigInteger order = prime.subtract(BigInteger.ONE);
    BigInteger exponent = key.publicKey().modulus().modInverse(order);
    return arithmetic.power(residue.mod(prime), exponent, prime);
  }

  @Override
  public void close() {
    factored.close();
    ring.close();
  }
}
