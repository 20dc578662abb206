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
    boolean digits = text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    if (text.length() != 2 * BYTES || !digits || u(text).compareTo(PRIME) >= 0) {
      throw new IllegalArgumentException("a sealing key is 64 lowercase hex digits");
    }
  }

  static SealPublicKey of(byte[] bytes) {
    return new SealPublicKey(HexFormat.of().formatHex(bytes));
  }

  static SealPublicKey of(XECPublicKey key) {
    byte[] littleEndian = new byte[BYTES];
    byte[] u = key.getU().mod(PRIME).toByteArray();
    for (int i = 0; i < Math.min(u.length, BYTES); i++) {
      littleEndian[i] = u[u.length - 1 - i];
    }
    return of(littleEndian);
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
    byte[] littleEndian = HexFormat.of().parseHex(text);
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  @Override
  public String toString() {
    return "sealing key " + text.substring(0, 8);
  }
}
