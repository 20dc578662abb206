package io.blindsum.protection;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Chunks;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Hides each plaintext of a stream behind a uniform number, so that only the sum of the whole
 * stream tells anything.
 *
 * <p>Record {@code i} of {@code N} becomes {@code v_i + s_i mod n} with {@code s_i = F(k, i) - F(k,
 * i+1 mod N)}, where F is a pseudo-random function into the integers modulo {@code n}. Any {@code N
 * - 1} of the {@code s_i} are independent and uniform, and all {@code N} add up to 0: whoever
 * decrypts single records learns nothing, and a sum in which a record is missing, doubled or
 * altered is uniform (Shi et al., NDSS 2011; the pairwise masks of Bonawitz et al., CCS 2017,
 * section 4, in a ring inside of one stream). A stream of one record is its own total, and hides
 * nothing.
 *
 * <p>A range of records can be masked by itself, and again: it depends on the key and the indices
 * alone. So the secret and the plan must never be used for two versions of the data: their masked
 * records would tell the difference.
 *
 * <p>Safe for use by many threads until it is closed.
 */
public final class ZeroSumMask implements AutoCloseable {
  /** The least bytes of a secret. */
  public static final int SECRET_BYTES = 32;

  private static final String PURPOSE = "blindsum zero-sum mask 1";
  private static final int KEY_BYTES = 32;
  private static final int CHUNK = 128;

  private final BigInteger modulus;
  private final int plaintextBytes;
  private final byte[] key;
  private final MaskStream stream;
  private final MaskedSum sum;

  private ZeroSumMask(PaillierPublicKey publicKey, byte[] key) {
    this.modulus = publicKey.modulus();
    this.plaintextBytes = publicKey.plaintextBytes();
    this.key = key;
    this.stream = new MaskStream(key, modulus);
    this.sum = new MaskedSum(modulus, stream.valueBytes());
  }

  /**
   * Derives the masks of one stream: {@code k} is HKDF-SHA-256 of the secret for this public key
   * and plan.
   *
   * @param secret known to the hospital alone; at least {@value #SECRET_BYTES} uniform bytes; not
   *     wiped
   * @param plan names one snapshot of the data, and no other ever
   * @throws IllegalArgumentException if the secret is too short or the plan has no name
   */
  public static ZeroSumMask derive(PaillierPublicKey publicKey, byte[] secret, String plan) {
    if (secret.length < SECRET_BYTES || plan.isEmpty()) {
      throw new IllegalArgumentException("a mask needs a secret of 32 bytes and a plan's name");
    }
    byte[] info = Hkdf.info(PURPOSE, publicKey.fingerprint(), plan);
    return new ZeroSumMask(publicKey, Hkdf.derive(secret, new byte[0], info, KEY_BYTES));
  }

  /**
   * Masks consecutive records in place, spread over the cores.
   *
   * @param plaintexts one block a record, each below {@code n}
   * @param position which plaintext of each record these are, from 0; the masks of each position
   *     cancel by themselves
   * @param first the index of the first record in the whole stream, from 0
   * @param closing whether the last of these records is the last of the stream
   */
  public void add(BlockArray plaintexts, int position, long first, boolean closing) {
    if (plaintexts.blockBytes() != plaintextBytes) {
      throw new IllegalArgumentException("plaintexts of another width than the key's");
    }
    if (position < 0 || first < 0) {
      throw new IllegalArgumentException("position and index are counted from 0");
    }
    int refused = plaintexts.firstNotBelow(modulus);
    if (refused >= 0) {
      throw new IllegalArgumentException("plaintext " + refused + " is not in [0, n)");
    }
    int count = plaintexts.count();
    Chunks.forEach(
        count,
        CHUNK,
        (from, to) ->
            addChunk(plaintexts.slice(from, to), position, first + from, closing && to == count));
  }

  private void addChunk(BlockArray plaintexts, int position, long first, boolean closing) {
    int count = plaintexts.count();
    byte[] masks = new byte[(count + 1) * stream.valueBytes()];
    stream.write(masks, 0, closing ? count : count + 1, position, first);
    if (closing) {
      stream.write(masks, count, 1, position, 0);
    }
    addAll(plaintexts.bytes(), count, masks);
    Arrays.fill(masks, (byte) 0);
  }

  private void addAll(ByteBuffer blocks, int count, byte[] masks) {
    byte[] value = new byte[stream.valueBytes()];
    int front = value.length - plaintextBytes;
    for (int i = 0; i < count; i++) {
      blocks.get(i * plaintextBytes, value, front, plaintextBytes);
      sum.add(value, masks, i * value.length, (i + 1) * value.length);
      blocks.put(i * plaintextBytes, value, front, plaintextBytes);
    }
    Arrays.fill(value, (byte) 0);
  }

  /** Overwrites the key of the masks. */
  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
