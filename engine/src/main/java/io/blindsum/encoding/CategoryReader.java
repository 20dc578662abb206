package io.blindsum.encoding;

import java.util.List;

/**
 * Reads a categorical column's fields: a category first, then a missing value, so that a category
 * may be called NA. Categories are text: {@code 100}, {@code 1E2} and {@code 0100} are three.
 */
final class CategoryReader extends FieldReader {
  private final char[][] labels;
  private long encoded;

  CategoryReader(List<String> labels) {
    this.labels = labels.stream().map(String::toCharArray).toArray(char[][]::new);
  }

  @Override
  public FieldStatus read(char[] text, int from, int to) {
    for (int i = 0; i < labels.length; i++) {
      if (same(labels[i], text, from, to)) {
        encoded = i;
        return FieldStatus.VALUE;
      }
    }
    return isNull(text, from, to) ? FieldStatus.NULL : FieldStatus.UNKNOWN_CATEGORY;
  }

  @Override
  public long encoded() {
    return encoded;
  }
}
