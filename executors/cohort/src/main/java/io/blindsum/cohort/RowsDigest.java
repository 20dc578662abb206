package io.blindsum.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether two cohorts have the same rows, in whatever order, without telling anything of them
 * to whoever has not got the site's secret.
 *
 * <p>Each row's encoded values are mixed into 64 bits, and the rows' are added up. That finds
 * accidents, with a chance of 2^-64 to blame a cohort of others; it withstands no attack of the
 * site on itself. What leaves the site is HMAC-SHA-256 of the sum and the number of rows.
 */
public final class RowsDigest {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int SHIFT = 29;

  private long row;
  private long sum;
  private long rows;

  /** Takes the next value of the current row; 0 for none. */
  void value(long value) {
    row = (row ^ value) * FACTOR;
    row ^= row >>> SHIFT;
  }

  /** Ends the current row. */
  void endRow() {
    long mixed = row * FACTOR;
    sum += mixed ^ mixed >>> SHIFT;
    rows++;
    row = 0;
  }

  /**
   * Returns the digest of the rows so far, in 64 hex digits.
   *
   * @param secret the site's
   * @param context what else has to be the same, such as the key and the columns
   */
  public String keyed(byte[] secret, String context) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(context.getBytes(StandardCharsets.UTF_8));
      mac.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(sum).putLong(rows).flip());
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
