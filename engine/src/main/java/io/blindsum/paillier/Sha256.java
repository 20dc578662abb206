package io.blindsum.paillier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, of which keys, frames, questions and files have fingerprints, and these as text. */
public final class Sha256 {
  private static final int BYTES = 32;

  private Sha256() {}

  /** Returns a digest of nothing yet. */
  public static MessageDigest open() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns a digest that goes on from what another one has read. */
  public static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of this Java platform cannot be copied", e);
    }
  }

  /** Returns the digest of bytes, in 64 lowercase hex digits. */
  public static String of(byte[] bytes) {
    return hex(open().digest(bytes));
  }

  /** Returns the digest of a text in UTF-8, in 64 lowercase hex digits. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest of a file, in 64 lowercase hex digits. */
  public static String ofFile(Path file) throws IOException {
    MessageDigest digest = open();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest.digest());
  }

  /** Returns bytes in lowercase hex digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the bytes of a digest in 64 lowercase hex digits. */
  public static byte[] parse(String hex) {
    return HexFormat.of().parseHex(requireHex(hex, BYTES, "digest"));
  }

  /**
   * Checks text of lowercase hex digits.
   *
   * @param what opens the message
   * @throws IllegalArgumentException if it is not of {@code bytes} bytes
   */
  public static String requireHex(String text, int bytes, String what) {
    boolean digits = text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    if (text.length() != 2 * bytes || !digits) {
      throw new IllegalArgumentException(what + " is not " + 2 * bytes + " lowercase hex digits");
    }
    return text;
  }
}
