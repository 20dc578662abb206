package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.LabelList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One group for each value: for every value of the declared type, or for those that were listed.
 *
 * <p>All rows of a group have the same value, so the column's own statistics need no slot.
 */
public final class ExactGroups implements GroupColumn {
  private final ColumnSpec column;
  private final boolean everyValue;
  // the groups' encoded values in the order of the groups
  private final long[] values;
  // the same in ascending order, and the group of each
  private final long[] sorted;
  private final int[] ordinals;

  private ExactGroups(ColumnSpec column, boolean everyValue, long[] values) {
    this.column = column;
    this.everyValue = everyValue;
    this.values = values;
    this.sorted = values.clone();
    Arrays.sort(sorted);
    this.ordinals = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ordinals[Arrays.binarySearch(sorted, values[i])] = i;
    }
  }

  /** Makes a group of each value of a type; the type must not have more than can be groups. */
  static ExactGroups everyValue(ColumnSpec column) {
    long[] values = LongStream.rangeClosed(0, column.type().maxEncoded()).toArray();
    return new ExactGroups(column, true, values);
  }

  /** Makes a group of each listed value; all different. */
  static ExactGroups listed(ColumnSpec column, long... values) {
    return new ExactGroups(column, false, values);
  }

  @Override
  public ColumnSpec column() {
    return column;
  }

  @Override
  public int size() {
    return values.length;
  }

  /** Returns the encoded value that all rows of a group have. */
  public long value(int ordinal) {
    return values[ordinal];
  }

  @Override
  public String label(int ordinal) {
    return column.type().format(values[ordinal]);
  }

  @Override
  public int ordinal(long encoded) {
    int found = Arrays.binarySearch(sorted, encoded);
    return found < 0 ? -1 : ordinals[found];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactGroups groups
        && column.equals(groups.column)
        && toString().equals(groups.toString());
  }

  @Override
  public int hashCode() {
    return column.hashCode();
  }

  @Override
  public String toString() {
    if (everyValue) {
      return column.name();
    }
    List<String> texts = new ArrayList<>();
    for (long value : values) {
      texts.add(
          column
              .type()
              .match(
                  numbers -> numbers.plain(numbers.lowest() + value),
                  categories -> categories.format(value)));
    }
    return column.name() + ":" + LabelList.write(texts);
  }
}
