package io.blindsum.text;

/** The mark that some editors put before a text. */
public final class ByteOrderMark {
  private static final String MARK = "\uFEFF";

  private ByteOrderMark() {}

  /** Returns the text without the mark, if it has one. */
  public static String strip(String text) {
    return text.startsWith(MARK) ? text.substring(1) : text;
  }
}
