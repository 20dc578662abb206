package io.blindsum.encoding;

import io.blindsum.encoding.FixedPoint.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a categorical column's fields: the same text first, then the same number, then a missing
 * value, so that a category may be called NA.
 */
final class CategoryReader extends FieldReader {
  private final char[][] labels;
  private final FixedPoint number;
  // the labels that are numbers: their scaled values in ascending order, and their places
  private final long[] values;
  private final int[] places;
  private long encoded;

  CategoryReader(List<String> labels) {
    this.labels = labels.stream().map(String::toCharArray).toArray(char[][]::new);
    int decimals = decimals(this.labels);
    this.number = new FixedPoint(decimals);
    Map<Long, Integer> numbers = numbers(this.labels, decimals);
    this.values = numbers.keySet().stream().mapToLong(Long::longValue).toArray();
    this.places = numbers.values().stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public FieldStatus read(char[] text, int from, int to) {
    for (int i = 0; i < labels.length; i++) {
      if (same(labels[i], text, from, to)) {
        encoded = i;
        return FieldStatus.VALUE;
      }
    }
    if (values.length > 0 && number.read(text, from, to) == Outcome.VALUE) {
      int found = Arrays.binarySearch(values, number.value());
      if (found >= 0) {
        encoded = places[found];
        return FieldStatus.VALUE;
      }
    }
    return isNull(text, from, to) ? FieldStatus.NULL : FieldStatus.UNKNOWN_CATEGORY;
  }

  @Override
  public long encoded() {
    return encoded;
  }

  /** Refuses two labels that one field could be. */
  static void requireDistinct(List<String> labels) {
    Map<Object, String> seen = new HashMap<>();
    char[][] texts = labels.stream().map(String::toCharArray).toArray(char[][]::new);
    FixedPoint number = new FixedPoint(decimals(texts));
    for (int i = 0; i < texts.length; i++) {
      boolean numeric = number.read(texts[i], 0, texts[i].length) == Outcome.VALUE;
      String earlier = seen.put(numeric ? number.value() : labels.get(i), labels.get(i));
      if (earlier != null) {
        throw new SpecificationException(
            "'" + earlier + "' and '" + labels.get(i) + "' are the same value; keep one of them");
      }
    }
  }

  private static Map<Long, Integer> numbers(char[][] labels, int decimals) {
    FixedPoint number = new FixedPoint(decimals);
    Map<Long, Integer> numbers = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      if (number.read(labels[i], 0, labels[i].length) == Outcome.VALUE) {
        numbers.put(number.value(), i);
      }
    }
    return numbers;
  }

  /** Returns the least scale at which no label is too precise, at most 18. */
  private static int decimals(char[][] labels) {
    int decimals = 0;
    for (char[] label : labels) {
      while (decimals < FixedPoint.MAX_DIGITS
          && new FixedPoint(decimals).read(label, 0, label.length) == Outcome.TOO_PRECISE) {
        decimals++;
      }
    }
    return decimals;
  }
}
