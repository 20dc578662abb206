package io.blindsum.protection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with HMAC-SHA-256 (RFC 5869): derives independent keys from one secret, each bound to what
 * it is for.
 */
public final class Hkdf {
  private static final String MAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MAX_BLOCKS = 255;

  private Hkdf() {}

  /**
   * Derives a key.
   *
   * @param secret with at least 128 bits of entropy; not wiped
   * @param salt may be empty
   * @param info what the key is for; see {@link #info}
   * @param bytes 1 to 8160
   */
  public static byte[] derive(byte[] secret, byte[] salt, byte[] info, int bytes) {
    if (bytes < 1 || bytes > MAX_BLOCKS * HASH_BYTES) {
      throw new IllegalArgumentException(bytes + " bytes of key: 1 to 8160 expected");
    }
    byte[] extracted = extract(salt, secret);
    try {
      return expand(extracted, info, bytes);
    } finally {
      Arrays.fill(extracted, (byte) 0);
    }
  }

  /** Encodes texts so that no two lists of texts give the same bytes: each behind its length. */
  public static byte[] info(String... texts) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      encoded.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
      encoded.writeBytes(utf8);
    }
    return encoded.toByteArray();
  }

  /** HKDF-Extract of section 2.2; the salt may be empty. */
  static byte[] extract(byte[] salt, byte[] secret) {
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, secret);
  }

  /** HKDF-Expand of section 2.3. */
  static byte[] expand(byte[] extracted, byte[] info, int bytes) {
    byte[] key = new byte[bytes];
    byte[] block = {};
    for (int i = 0; i * HASH_BYTES < bytes; i++) {
      block = hmac(extracted, block, info, new byte[] {(byte) (i + 1)});
      System.arraycopy(block, 0, key, i * HASH_BYTES, Math.min(HASH_BYTES, bytes - i * HASH_BYTES));
    }
    Arrays.fill(block, (byte) 0);
    return key;
  }

  private static byte[] hmac(byte[] key, byte[]... message) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      for (byte[] part : message) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }
}
