package io.blindsum.protection;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import java.util.List;

/**
 * An Ed25519 public key: who signs.
 *
 * @param text the 32 bytes of RFC 8032, section 5.1.2, in 64 lowercase hex digits
 */
public record VerifyingKey(String text) {
  static final String ALGORITHM = "Ed25519";

  private static final int BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The y of the points of order 8 (RFC 7748, section 5.1, in the coordinates of Ed25519). */
  private static final List<String> OF_ORDER_EIGHT =
      List.of(
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

  /**
   * Checks the form. Digits that are no point of the curve verify nothing; one of the few points
   * whose order is at most 8, for which signatures exist that nobody signed, is refused.
   *
   * @throws IllegalArgumentException if it is not 64 lowercase hex digits, or of small order
   */
  public VerifyingKey {
    key(text);
    if (isOfSmallOrder(text)) {
      throw new IllegalArgumentException("a signer is a point of large order");
    }
  }

  /** Looks at y alone, which both points of a sign share; one above the prime is no number. */
  private static boolean isOfSmallOrder(String text) {
    byte[] bytes = HexFormat.of().parseHex(text);
    bytes[BYTES - 1] &= 0x7f;
    BigInteger y = LittleEndian.number(bytes);
    return y.compareTo(BigInteger.ONE) <= 0
        || y.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0
        || OF_ORDER_EIGHT.contains(HexFormat.of().formatHex(bytes));
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
