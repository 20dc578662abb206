package io.blindsum.protection;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/**
 * An Ed25519 private key (RFC 8032), with which an executor signs what it sends.
 *
 * <p>A signature covers a purpose and a message, both of a form that no other pair of them has, so
 * that it is worth nothing anywhere else. {@link #toString} tells the public half only.
 */
public final class SigningKey {
  /** The bytes of a private key. */
  public static final int SEED_BYTES = 32;

  private final PrivateKey key;
  private final VerifyingKey verifyingKey;

  private SigningKey(PrivateKey key, VerifyingKey verifyingKey) {
    this.key = key;
    this.verifyingKey = verifyingKey;
  }

  /** Makes a key of the operating system's randomness. */
  public static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, new OsSecureRandom());
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifyingKey.of((EdECPublicKey) pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw VerifyingKey.missing(e);
    }
  }

  /**
   * Makes a key of its two halves.
   *
   * @param seed {@value #SEED_BYTES} bytes; not wiped
   * @throws IllegalArgumentException if the halves do not belong together
   */
  public static SigningKey of(byte[] seed, VerifyingKey verifyingKey) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a signing key has 32 bytes");
    }
    try {
      EdECPrivateKeySpec spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed);
      PrivateKey key = KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePrivate(spec);
      SigningKey both = new SigningKey(key, verifyingKey);
      if (!verifyingKey.verifies("pair", seed, both.sign("pair", seed))) {
        throw new IllegalArgumentException("the halves of the signing key do not belong together");
      }
      return both;
    } catch (GeneralSecurityException e) {
      throw VerifyingKey.missing(e);
    }
  }

  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** Returns a copy of the private half, for a key file. */
  public byte[] seed() {
    return ((EdECPrivateKey) key).getBytes().orElseThrow();
  }

  /**
   * Signs a message.
   *
   * @param purpose what the signature is good for
   * @param message in an encoding that no other message has
   * @return 128 hex digits
   */
  public String sign(String purpose, byte[] message) {
    try {
      Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(key);
      signature.update(Hkdf.info(purpose));
      signature.update(message);
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw VerifyingKey.missing(e);
    }
  }

  @Override
  public String toString() {
    return "private half of " + verifyingKey;
  }
}
