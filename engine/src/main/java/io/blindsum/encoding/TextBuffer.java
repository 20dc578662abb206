package io.blindsum.encoding;

/** Characters of the last text, in an array that is used again for the next one. */
public final class TextBuffer {
  private char[] characters = new char[64];

  /** Copies a text to the start of {@link #characters}. */
  public char[] fill(CharSequence text) {
    int length = text.length();
    if (length > characters.length) {
      characters = new char[Math.max(length, 2 * characters.length)];
    }
    if (text instanceof String string) {
      string.getChars(0, length, characters, 0);
    } else {
      for (int i = 0; i < length; i++) {
        characters[i] = text.charAt(i);
      }
    }
    return characters;
  }
}
