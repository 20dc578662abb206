package io.blindsum.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How many records share a plaintext. */
public enum LayoutMode {
  /** One record a plaintext: a decrypted total shows the declared totals and nothing else. */
  WIDE,
  /**
   * As many records a plaintext as fit, in lanes: fast, but whoever decrypts a total sees one
   * partial total for each lane. {@link SlotLayout#requireLanes} keeps the lanes from being small.
   */
  TALL,
  /**
   * All records of a batch, added up before they are encrypted: fastest and smallest, and a
   * decrypted total shows the declared totals and nothing else. But nothing of a single record is
   * encrypted, so another question needs the data once more.
   */
  PARTIALS;

  /** Returns the word for it in questions, files and results, such as {@code wide}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the one of a word, as {@link #text} writes it; empty if there is none. */
  public static Optional<LayoutMode> parse(String text) {
    return Stream.of(values()).filter(mode -> mode.text().equals(text)).findFirst();
  }
}
