package io.blindsum.frame;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What keeps the holder of the private key from reading single records. */
public enum Protection {
  /** Nothing: whoever holds the private key reads each record. */
  PLAIN(0),

  /** Masks that cancel over one whole stream and over nothing less. */
  MASKED(1),

  /** A seal around the whole frame on its way: only who adds the records sees their ciphertexts. */
  SEALED(2);

  private final int code;

  Protection(int code) {
    this.code = code;
  }

  /** Returns the word for it in files and results, such as {@code masked}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the one of a word.
   *
   * @param text as {@link #text} writes it
   * @throws IllegalArgumentException if there is none
   */
  public static Protection parse(String text) {
    return one(protection -> protection.text().equals(text), text);
  }

  int code() {
    return code;
  }

  static Protection of(int code) {
    return one(protection -> protection.code == code, String.valueOf(code));
  }

  private static Protection one(Predicate<Protection> is, String what) {
    return Stream.of(values())
        .filter(is)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("protection " + what + " is unknown to this program"));
  }
}
