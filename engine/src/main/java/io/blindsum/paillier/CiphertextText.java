package io.blindsum.paillier;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads and writes single ciphertexts as text: canonical decimal, or the base64 of it, which is how
 * the ciphertexts of phe and of the first BlindSum example travel.
 */
public final class CiphertextText {
  private CiphertextText() {}

  /**
   * Reads a decimal number: ASCII digits without sign, leading zero, space or exponent.
   *
   * @throws InvalidCiphertextException if it is not canonical, or not in (0, n^2)
   */
  public static Ciphertext parseDecimal(PaillierPublicKey key, String text) {
    // n^2 below 2^(2 bits) has at most 0.302 * 2 bits + 1 decimal digits
    int mostDigits = key.modulusBits() * 2 * 302 / 1000 + 1;
    boolean canonical =
        !text.isEmpty()
            && text.length() <= mostDigits
            && text.charAt(0) != '0'
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!canonical) {
      throw new InvalidCiphertextException(0);
    }
    return new Ciphertext(key, new BigInteger(text));
  }

  /**
   * Reads the base64 of a decimal number.
   *
   * @throws InvalidCiphertextException if it is not strict base64 of a canonical one
   */
  public static Ciphertext parseBase64(PaillierPublicKey key, String text) {
    byte[] decimal;
    try {
      decimal = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidCiphertextException(0);
    }
    Ciphertext ciphertext = parseDecimal(key, new String(decimal, StandardCharsets.ISO_8859_1));
    if (!formatBase64(ciphertext).equals(text)) {
      throw new InvalidCiphertextException(0);
    }
    return ciphertext;
  }

  /** Writes the base64 of the decimal number. */
  public static String formatBase64(Ciphertext ciphertext) {
    byte[] decimal = ciphertext.value().toString().getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(decimal);
  }
}
