package io.blindsum.protection;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;

/**
 * An Ed25519 public key: who signs.
 *
 * @param text the 32 bytes of RFC 8032, section 5.1.2, in 64 lowercase hex digits
 */
public record VerifyingKey(String text) {
  static final String ALGORITHM = "Ed25519";

  private static final int BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /**
   * Checks the form; digits that are no point of the curve verify nothing.
   *
   * @throws IllegalArgumentException if it is not 64 lowercase hex digits
   */
  public VerifyingKey {
    key(text);
  }

  static VerifyingKey of(EdECPublicKey key) {
    EdECPoint point = key.getPoint();
    byte[] littleEndian = LittleEndian.bytes(point.getY(), BYTES);
    if (point.isXOdd()) {
      littleEndian[BYTES - 1] |= (byte) 0x80;
    }
    return new VerifyingKey(HexFormat.of().formatHex(littleEndian));
  }

  /**
   * Tells whether a signature is of this key, for this purpose and over this message.
   *
   * @param signature as {@link SigningKey#sign} gives it; any text is allowed, and most are wrong
   */
  public boolean verifies(String purpose, byte[] message, String signature) {
    if (!LittleEndian.isHex(signature, SIGNATURE_BYTES)) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key(text));
      check.update(Hkdf.info(purpose));
      check.update(message);
      return check.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException e) {
      // a signature whose numbers are out of range
      return false;
    }
  }

  @Override
  public String toString() {
    return "signing key " + text.substring(0, 8);
  }

  private static PublicKey key(String text) {
    if (!LittleEndian.isHex(text, BYTES)) {
      throw new IllegalArgumentException("a signer is 64 lowercase hex digits");
    }
    byte[] bytes = HexFormat.of().parseHex(text);
    boolean odd = bytes[BYTES - 1] < 0;
    bytes[BYTES - 1] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, LittleEndian.number(bytes));
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static IllegalStateException missing(GeneralSecurityException cause) {
    return new IllegalStateException("this Java has no Ed25519", cause);
  }
}
