package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keys as the first ColonyOS example writes them, and as the workflow argument {@code
 * paillier-pubkey} carries them: base64 of the JSON document {@code {"n": "..."}}, or {@code {"p":
 * "...", "q": "..."}} for a private key, the numbers in decimal.
 *
 * <p>One key has one spelling: padded base64 in one piece, ASCII without escapes, exactly these
 * members, canonical decimals. Every refusal is an {@link InvalidKeyException} of one line that
 * names the field and tells no digit.
 */
public final class SeedKeyFormat {
  /** The longest text of a key; a key of {@value PaillierPublicKey#MAX_BITS} bits needs half. */
  public static final int MAX_CHARS = 8192;

  // 8192 bits; parsing more digits than a key can have costs quadratic time
  private static final int MAX_DIGITS = 2467;
  private static final Pattern CANONICAL_DECIMAL = Pattern.compile("0|[1-9][0-9]*");
  private static final Set<String> PRIVATE_MEMBERS = Set.of("p", "q", "lambda", "mu");

  private SeedKeyFormat() {}

  /**
   * Reads a public key and puts it to the gate.
   *
   * @param field the name of the argument, such as {@code paillier-pubkey}; opens every message
   * @param value what stands there: a string, if all is well
   * @throws InvalidKeyException if it is anything but a good key in its one spelling
   */
  public static PaillierPublicKey readPublic(String field, @Nullable Object value, KeyGate gate) {
    return gate.admit(field + ".n", readModulus(field, value));
  }

  /**
   * Reads the modulus of a public key, which no gate has seen. A text that is longer than a key can
   * be is refused by its length alone.
   *
   * @param field the name of the argument, such as {@code paillier-pubkey}; opens every message
   * @param value what stands there: a string, if all is well
   * @throws InvalidKeyException if it is anything but a key in its one spelling
   */
  public static BigInteger readModulus(String field, @Nullable Object value) {
    if (!(value instanceof String text)) {
      throw new InvalidKeyException(field + ": not a string");
    }
    StrictJson document = document(field, text);
    if (PRIVATE_MEMBERS.stream().anyMatch(document::has)) {
      throw new InvalidKeyException(field + ": a private key, which must never be sent");
    }
    BigInteger n = decimal(document, "n");
    document.requireOnly(Set.of("n"));
    return n;
  }

  /**
   * Reads a private key.
   *
   * @param field a name for the key; opens every message
   * @throws InvalidKeyException if it is not two good primes in their one spelling
   */
  public static PaillierPrivateKey readPrivate(String field, String text) {
    StrictJson document = document(field, text);
    document.requireOnly(Set.of("p", "q"));
    return PaillierPrivateKey.of(decimal(document, "p"), decimal(document, "q"));
  }

  /** Writes a public key. */
  public static String write(PaillierPublicKey key) {
    return encode("{\"n\": \"%s\"}".formatted(key.modulus()));
  }

  /** Writes a private key, in clear. */
  public static String write(PaillierPrivateKey key) {
    return encode("{\"p\": \"%s\", \"q\": \"%s\"}".formatted(key.p(), key.q()));
  }

  /** Returns a member that is a canonical decimal number of a size that a key can have. */
  static BigInteger decimal(StrictJson document, String member) {
    String digits = document.string(member);
    if (digits.length() > MAX_DIGITS) {
      throw document.fault(member, "too large: over " + MAX_DIGITS + " characters");
    }
    if (!CANONICAL_DECIMAL.matcher(digits).matches()) {
      throw document.fault(member, "not a canonical decimal number");
    }
    return new BigInteger(digits);
  }

  private static StrictJson document(String field, String text) {
    if (text.length() > MAX_CHARS) {
      throw new InvalidKeyException(
          field + ": too large: " + text.length() + " characters, at most " + MAX_CHARS);
    }
    byte[] bytes = decode(field, text);
    for (byte b : bytes) {
      if (b < ' ' || b > '~' || b == '\\') {
        throw new InvalidKeyException(field + ": not printable ASCII without escapes");
      }
    }
    return StrictJson.parse(field, new String(bytes, StandardCharsets.US_ASCII));
  }

  private static byte[] decode(String field, String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // its message tells a character of the text
    }
    throw new InvalidKeyException(field + ": not canonical base64 in one piece");
  }

  private static String encode(String document) {
    return Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.US_ASCII));
  }
}
