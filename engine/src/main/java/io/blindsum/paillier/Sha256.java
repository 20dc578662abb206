package io.blindsum.frame;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, and its digests as text. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest open() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of this Java platform cannot be copied", e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the bytes of a digest in 64 lowercase hex digits. */
  static byte[] parse(String hex) {
    return HexFormat.of().parseHex(requireHex(hex, FrameDescriptor.DIGEST_BYTES, "digest"));
  }

  /**
   * Checks text of lowercase hex digits.
   *
   * @throws IllegalArgumentException if it is not of {@code bytes} bytes
   */
  static String requireHex(String text, int bytes, String what) {
    boolean digits = text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    if (text.length() != 2 * bytes || !digits) {
      throw new IllegalArgumentException(what + " is not " + 2 * bytes + " lowercase hex digits");
    }
    return text;
  }
}
