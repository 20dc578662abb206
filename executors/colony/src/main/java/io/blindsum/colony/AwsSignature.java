package io.blindsum.colony;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests to S3 as AWS Signature Version 4 says: an HMAC over method, path, headers and the
 * SHA-256 of the body, under a key of the day, the region and the service. Requests have no query.
 *
 * @param accessKey the public half, which names who asks
 * @param secretKey the secret half, which never leaves the program
 * @param region as the store calls itself
 */
public record AwsSignature(String accessKey, String secretKey, String region) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DAY_CHARS = 8;
  private static final HexFormat HEX = HexFormat.of();

  /** Writes a time as the header {@code x-amz-date} has it. */
  static String time(Instant now) {
    return TIME.format(now);
  }

  /**
   * Returns the header {@code Authorization} of a request.
   *
   * @param path percent-encoded, from the first slash
   * @param headers that are signed: {@code host}, {@code x-amz-content-sha256} with the SHA-256 of
   *     the body in hex, {@code x-amz-date} and what else is to be covered; names of any case
   */
  public String authorization(String method, String path, Map<String, String> headers) {
    SortedMap<String, String> signed = new TreeMap<>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
    StringBuilder request = new StringBuilder(method + "\n" + path + "\n\n");
    signed.forEach((name, value) -> request.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", signed.keySet());
    request.append('\n').append(names).append('\n').append(signed.get("x-amz-content-sha256"));
    String time = String.valueOf(signed.get("x-amz-date"));
    String day = time.substring(0, Math.min(DAY_CHARS, time.length()));
    String scope = day + "/" + region + "/s3/aws4_request";
    String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(bytes(request));
    byte[] key = bytes("AWS4" + secretKey);
    for (String part : new String[] {day, region, "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, accessKey, scope, names, HEX.formatHex(hmac(key, text)));
  }

  /** Returns the SHA-256 of bytes, in hex. */
  public static String sha256(byte[] content) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Hides the secret half. */
  @Override
  public String toString() {
    return "AwsSignature[" + accessKey + ", " + region + "]";
  }
}
