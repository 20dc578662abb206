package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Finds randomness that is used twice, and ciphertexts without any, before they leave.
 *
 * <p>{@code c mod n = r^n mod n} depends on the randomness alone, as {@code 1 + m n = 1 mod n}. Two
 * ciphertexts that agree in it tell the difference of their plaintexts, and one with {@code c = 1
 * or -1 mod n} tells its plaintext. What is kept of each is the low 128 bits of {@code c mod n},
 * which for honest randomness are as good as a hash: a false alarm has a chance of 2^-128 a pair.
 *
 * <p>A reuse is found among the last {@value #GENERATION} ciphertexts at least, and twice as many
 * at most; the memory for that grows to some 200 MB. Safe for use by many threads.
 */
public final class Tripwire {
  private static final int GENERATION = 1 << 22;
  private static final int KEPT_BYTES = 16;

  private final int generation;
  private FingerprintSet recent = new FingerprintSet();
  private FingerprintSet older = new FingerprintSet();

  Tripwire(int generation) {
    this.generation = generation;
  }

  /** Returns a tripwire that has seen nothing yet, for the ciphertexts of one key. */
  public static Tripwire create() {
    return new Tripwire(GENERATION);
  }

  /**
   * Lets fresh ciphertexts pass, and remembers them.
   *
   * @param ring the ring modulo {@code n^2} of their key
   * @param ciphertexts elements of the ring
   * @param offset the place of the first one in its batch, for messages
   * @throws RandomnessException if one has no randomness, or that of one before
   */
  public void admit(SquareRing ring, BlockArray ciphertexts, int offset) {
    BlockArray residues = BlockArray.allocate(ciphertexts.count(), ring.rootBytes());
    ring.residues(ciphertexts, residues);
    BigInteger minusOne = ring.root().subtract(BigInteger.ONE);
    ByteBuffer bytes = residues.bytes();
    synchronized (this) {
      for (int i = 0; i < residues.count(); i++) {
        int end = (i + 1) * ring.rootBytes();
        long high = bytes.getLong(end - KEPT_BYTES);
        long low = bytes.getLong(end - Long.BYTES);
        if (high == 0 || low == minusOne.longValue()) {
          requireBlinded(residues.get(i), ring.root(), offset + i);
        }
        if (older.contains(high, low) || !recent.add(high, low)) {
          throw RandomnessException.reused(offset + i);
        }
      }
      if (recent.size() >= generation) {
        older = recent;
        recent = new FingerprintSet();
      }
    }
  }

  private static void requireBlinded(BigInteger residue, BigInteger n, int index) {
    if (residue.signum() == 0 || CiphertextGate.showsPlaintext(residue, n)) {
      throw RandomnessException.unblinded(index);
    }
  }
}
