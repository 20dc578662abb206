package io.blindsum.frame;

import java.util.Locale;

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

  int code() {
    return code;
  }

  static Protection of(int code) {
    for (Protection protection : values()) {
      if (protection.code == code) {
        return protection;
      }
    }
    throw new IllegalArgumentException("protection " + code + " is unknown to this program");
  }
}
