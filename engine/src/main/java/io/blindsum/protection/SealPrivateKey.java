package io.blindsum.protection;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import javax.crypto.KeyAgreement;

/**
 * An X25519 private key (RFC 7748), which opens what was sealed to its public half. {@link
 * #toString} tells the public half only.
 */
public final class SealPrivateKey {
  static final String ALGORITHM = "X25519";

  private final PrivateKey key;
  private final SealPublicKey publicKey;

  private SealPrivateKey(PrivateKey key, SealPublicKey publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** Makes a key of the operating system's randomness. */
  public static SealPrivateKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.X25519, new OsSecureRandom());
      KeyPair pair = generator.generateKeyPair();
      return new SealPrivateKey(
          pair.getPrivate(), SealPublicKey.of((XECPublicKey) pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /**
   * Makes a key of its two halves.
   *
   * @param scalar 32 bytes; not wiped
   * @throws IllegalArgumentException if the halves do not belong together
   */
  public static SealPrivateKey of(byte[] scalar, SealPublicKey publicKey) {
    if (scalar.length != SealPublicKey.BYTES) {
      throw new IllegalArgumentException("a sealing key has 32 bytes");
    }
    try {
      XECPrivateKeySpec spec = new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar);
      PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
      SealPrivateKey both = new SealPrivateKey(key, publicKey);
      SealPrivateKey other = generate();
      byte[] here = both.agree(other.publicKey);
      byte[] there = other.agree(publicKey);
      if (!MessageDigest.isEqual(here, there)) {
        throw new IllegalArgumentException("the halves of the sealing key do not belong together");
      }
      return both;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  public SealPublicKey publicKey() {
    return publicKey;
  }

  /** Returns a copy of the private half, for a key file. */
  public byte[] scalar() {
    return ((XECPrivateKey) key).getScalar().orElseThrow();
  }

  /**
   * Computes the shared number of two keys.
   *
   * @throws SealException if the other key is of small order, so that the number is zero
   */
  byte[] agree(SealPublicKey other) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
      agreement.init(key);
      agreement.doPhase(other.key(), true);
      return agreement.generateSecret();
    } catch (java.security.InvalidKeyException e) {
      throw new SealException();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  @Override
  public String toString() {
    return "private half of " + publicKey;
  }

  static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("this Java has no X25519", cause);
  }
}
