package io.blindsum.paillier;

import io.blindsum.arith.BlockArray;

/**
 * Ciphertexts of one key, contiguous in memory.
 *
 * @param key the public key
 * @param blocks one block of {@link PaillierPublicKey#ciphertextBytes()} a ciphertext
 */
public record CiphertextBatch(PaillierPublicKey key, BlockArray blocks) {
  public CiphertextBatch {
    if (blocks.blockBytes() != key.ciphertextBytes()) {
      throw new IllegalArgumentException(
          "blocks of "
              + blocks.blockBytes()
              + " bytes; ciphertexts of this key have "
              + key.ciphertextBytes());
    }
  }

  public int count() {
    return blocks.count();
  }

  /**
   * Returns one ciphertext.
   *
   * @throws InvalidCiphertextException if the block is zero or not below {@code n^2}
   */
  public Ciphertext get(int index) {
    try {
      return new Ciphertext(key, blocks.get(index));
    } catch (InvalidCiphertextException e) {
      throw new InvalidCiphertextException(index);
    }
  }
}
