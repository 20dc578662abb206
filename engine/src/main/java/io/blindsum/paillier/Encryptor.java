package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Chunks;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import java.math.BigInteger;

/**
 * Encrypts plaintexts {@code m} in [0, n) to {@code (1 + m n) r^n mod n^2} (Paillier 1999, scheme 1
 * with {@code g = n + 1}), with blinding that is fresh for each. A {@link Tripwire} makes sure of
 * it before a ciphertext is handed out.
 *
 * <p>Batches are spread over the cores. Safe for use by many threads until it is closed.
 */
public final class Encryptor implements AutoCloseable {
  /** Ciphertexts of one piece of work; a multiple of the lanes of every kernel. */
  private static final int CHUNK = 64;

  private final PaillierPublicKey key;
  private final SquareRing ring;
  private final BlindingSource blinding;
  private final Tripwire tripwire = Tripwire.create();

  private Encryptor(PaillierPublicKey key, SquareRing ring, BlindingSource blinding) {
    this.key = key;
    this.ring = ring;
    this.blinding = blinding;
  }

  /**
   * Makes an encryptor.
   *
   * @param blinding made for the key; closed with this
   * @throws KeyMismatchException if the blinding is for another key
   */
  public static Encryptor of(
      EncryptionKey key, ModularArithmetic arithmetic, BlindingSource blinding) {
    PaillierPublicKey publicKey = key.publicKey();
    if (!blinding.key().equals(publicKey)) {
      throw new KeyMismatchException(publicKey.fingerprint(), blinding.key().fingerprint());
    }
    return new Encryptor(publicKey, arithmetic.squareRing(publicKey.modulus()), blinding);
  }

  public PaillierPublicKey key() {
    return key;
  }

  /**
   * Encrypts one plaintext.
   *
   * @param plaintext in [0, n)
   */
  public Ciphertext encrypt(BigInteger plaintext) {
    if (plaintext.signum() < 0 || plaintext.compareTo(key.modulus()) >= 0) {
      throw outOfRange(0);
    }
    BlockArray ciphertext = BlockArray.allocate(1, key.ciphertextBytes());
    encrypt(BlockArray.of(key.plaintextBytes(), plaintext), ciphertext);
    return new Ciphertext(key, ciphertext.get(0));
  }

  /** Encrypts a batch: one block a plaintext, in order. */
  public CiphertextBatch encrypt(BlockArray plaintexts) {
    BlockArray ciphertexts = BlockArray.allocate(plaintexts.count(), key.ciphertextBytes());
    encrypt(plaintexts, ciphertexts);
    return new CiphertextBatch(key, ciphertexts);
  }

  /**
   * Encrypts a batch into blocks that are there.
   *
   * @param plaintexts blocks of {@link PaillierPublicKey#plaintextBytes()}, each below {@code n}
   * @param ciphertexts as many blocks of {@link PaillierPublicKey#ciphertextBytes()}
   * @throws IllegalArgumentException if a plaintext is not below {@code n}; the text has its index
   * @throws RandomnessException if randomness is missing or used twice; the blocks are zero then,
   *     as after any other failure
   */
  public void encrypt(BlockArray plaintexts, BlockArray ciphertexts) {
    try {
      Chunks.forEach(
          plaintexts.count(),
          CHUNK,
          (from, to) ->
              encryptChunk(plaintexts.slice(from, to), ciphertexts.slice(from, to), from));
    } catch (RuntimeException e) {
      ciphertexts.wipe();
      throw e;
    }
  }

  private void encryptChunk(BlockArray plaintexts, BlockArray ciphertexts, int offset) {
    int refused = plaintexts.firstNotBelow(key.modulus());
    if (refused >= 0) {
      throw outOfRange(offset + refused);
    }
    blinding.encrypt(ring, plaintexts, ciphertexts);
    tripwire.admit(ring, ciphertexts, offset);
  }

  /**
   * The tested core of encryption, with the randomness given.
   *
   * @param roots the {@code r} of each plaintext, in blocks of a ciphertext
   */
  CiphertextBatch encryptWith(BlockArray plaintexts, BlockArray roots) {
    BlockArray units = BlockArray.allocate(roots.count(), key.ciphertextBytes());
    ring.power(roots, key.modulus(), units);
    ring.multiplyLifted(plaintexts, units, units);
    return new CiphertextBatch(key, units);
  }

  @Override
  public void close() {
    blinding.close();
    ring.close();
  }

  private static IllegalArgumentException outOfRange(int index) {
    return new IllegalArgumentException("plaintext " + index + " is not in [0, n)");
  }
}
