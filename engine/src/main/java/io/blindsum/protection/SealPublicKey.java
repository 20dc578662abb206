package io.blindsum.protection;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.HexFormat;

/**
 * An X25519 public key: to whom frames are sealed.
 *
 * @param text the 32 bytes of RFC 7748, section 5, in 64 lowercase hex digits
 */
public record SealPublicKey(String text) {
  static final int BYTES = 32;

  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /**
   * Checks the form: each key has one text.
   *
   * @throws IllegalArgumentException if it is not 64 lowercase hex digits of a number modulo
   *     2<sup>255</sup> - 19
   */
  public SealPublicKey {
    if (!LittleEndian.isHex(text, BYTES) || u(text).compareTo(PRIME) >= 0) {
      throw new IllegalArgumentException("a sealing key is 64 lowercase hex digits");
    }
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
