package io.blindsum.protection;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * An X25519 public key: to whom frames are sealed.
 *
 * @param text the 32 bytes of RFC 7748, section 5, in 64 lowercase hex digits
 */
public record SealPublicKey(String text) {
  static final int BYTES = 32;

  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** The u of the points of order 8: u doubled is 1, and that doubled is 0. */
  private static final List<String> OF_ORDER_EIGHT =
      List.of(
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");

  /**
   * Checks the form: each key has one text. What is sealed to one of the few points whose order is
   * at most 8 would be open to everybody, so that nothing can be.
   *
   * @throws IllegalArgumentException if it is not 64 lowercase hex digits of a number modulo
   *     2<sup>255</sup> - 19, or of small order
   */
  public SealPublicKey {
    if (!LittleEndian.isHex(text, BYTES) || u(text).compareTo(PRIME) >= 0) {
      throw new IllegalArgumentException("a sealing key is 64 lowercase hex digits");
    }
    if (isOfSmallOrder(text)) {
      throw new IllegalArgumentException("a sealing key is a point of large order");
    }
  }

  private static boolean isOfSmallOrder(String text) {
    BigInteger u = u(text);
    return u.compareTo(BigInteger.ONE) <= 0
        || u.equals(PRIME.subtract(BigInteger.ONE))
        || OF_ORDER_EIGHT.contains(text);
  }

  static SealPublicKey of(byte[] bytes) {
    return new SealPublicKey(HexFormat.of().formatHex(bytes));
  }

  static SealPublicKey of(XECPublicKey key) {
    return of(LittleEndian.bytes(key.getU().mod(PRIME), BYTES));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(text);
  }

  PublicKey key() {
    try {
      XECPublicKeySpec spec = new XECPublicKeySpec(NamedParameterSpec.X25519, u(text));
      return KeyFactory.getInstance(SealPrivateKey.ALGORITHM).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw SealPrivateKey.missing(e);
    }
  }

  private static BigInteger u(String text) {
    return LittleEndian.number(HexFormat.of().parseHex(text));
  }

  @Override
  public String toString() {
    return "sealing key " + text.substring(0, 8);
  }
}
