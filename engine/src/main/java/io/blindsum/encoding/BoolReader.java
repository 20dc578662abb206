package io.blindsum.encoding;

/** Reads a column of true and false to 1 and 0. */
final class BoolReader extends FieldReader {
  private static final char[][] TRUE = words("true", "t", "yes", "y", "1", "1.0");
  private static final char[][] FALSE = words("false", "f", "no", "n", "0", "0.0");

  private long encoded;

  @Override
  public FieldStatus read(char[] text, int from, int to) {
    if (isOneOf(TRUE, text, from, to)) {
      encoded = 1;
      return FieldStatus.VALUE;
    }
    if (isOneOf(FALSE, text, from, to)) {
      encoded = 0;
      return FieldStatus.VALUE;
    }
    return isNull(text, from, to) ? FieldStatus.NULL : FieldStatus.NEITHER_TRUE_NOR_FALSE;
  }

  @Override
  public long encoded() {
    return encoded;
  }

  private static boolean isOneOf(char[][] words, char[] text, int from, int to) {
    for (char[] word : words) {
      if (isWord(word, text, from, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(char[] word, char[] text, int from, int to) {
    if (to - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      // the words are of ASCII letters and digits, whose capital letters differ in one bit
      char c = text[from + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static char[][] words(String... words) {
    char[][] characters = new char[words.length][];
    for (int i = 0; i < words.length; i++) {
      characters[i] = words[i].toCharArray();
    }
    return characters;
  }
}
