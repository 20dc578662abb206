package io.blindsum.paillier;

/**
 * A key under which plaintexts are encrypted: the public key, or the private key, whose holder
 * encrypts faster because it knows the factors of {@code n}.
 */
public sealed interface EncryptionKey permits PaillierPublicKey, PaillierPrivateKey {

  /** Returns the public half. */
  PaillierPublicKey publicKey();
}
