package io.blindsum.paillier.proof;

import io.blindsum.paillier.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Turns a modulus into numbers that nobody could choose: the challenges of a proof without a
 * verifier (Fiat, Shamir, CRYPTO 1986).
 *
 * <p>Challenge {@code i} is the first {@code ceil(bits(n) / 8) + 16} bytes of the SHA-256 digests
 * of {@code label, n, i, attempt, block} for block 0, 1, ..., modulo {@code n}; {@code n} in as few
 * big-endian bytes as it needs, the other numbers in four. The first attempt whose number is a unit
 * above 1 counts.
 */
public final class Challenges {
  /** More bytes than {@code n} has, so that no residue is noticeably likelier than another. */
  private static final int EXCESS_BYTES = 16;

  private final byte[] label;
  private final BigInteger n;
  private final byte[] modulusBytes;
  private final int bytes;

  /**
   * Starts the challenges of one proof for one modulus.
   *
   * @param label ASCII; no other proof has the same
   */
  public Challenges(String label, BigInteger n) {
    this.label = label.getBytes(StandardCharsets.US_ASCII);
    this.n = n;
    this.bytes = (n.bitLength() + 7) / 8 + EXCESS_BYTES;
    byte[] signed = n.toByteArray();
    this.modulusBytes = Arrays.copyOfRange(signed, signed[0] == 0 ? 1 : 0, signed.length);
  }

  /** Returns a unit modulo {@code n}, above 1. */
  public BigInteger unit(int index) {
    for (int attempt = 0; ; attempt++) {
      BigInteger candidate = new BigInteger(1, stream(index, attempt)).mod(n);
      boolean unit = candidate.gcd(n).equals(BigInteger.ONE);
      if (unit && !candidate.equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }

  private byte[] stream(int index, int attempt) {
    ByteBuffer stream = ByteBuffer.allocate(bytes + 32);
    for (int block = 0; stream.position() < bytes; block++) {
      MessageDigest sha256 = Sha256.open();
      sha256.update(label);
      sha256.update(modulusBytes);
      sha256.update(
          ByteBuffer.allocate(3 * Integer.BYTES)
              .putInt(index)
              .putInt(attempt)
              .putInt(block)
              .flip());
      stream.put(sha256.digest());
    }
    return Arrays.copyOf(stream.array(), bytes);
  }
}
