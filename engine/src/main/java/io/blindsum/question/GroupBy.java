package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups that totals are made for: every combination of the values of some columns. The last
 * column varies fastest. Without columns there is one group, of all rows.
 *
 * @param columns different columns; at most {@value #MAX_GROUPS} combinations
 */
public record GroupBy(List<GroupColumn> columns) {
  /** How many groups there may be. */
  public static final int MAX_GROUPS = 1000;

  /** Checks the number of groups. */
  public GroupBy {
    columns = List.copyOf(columns);
    long groups = 1;
    for (GroupColumn column : columns) {
      groups *= column.size();
      if (groups > MAX_GROUPS) {
        throw new SpecificationException(
            "group-by "
                + columns
                + " makes more than "
                + MAX_GROUPS
                + " groups; make bands with NAME:WIDTH, list the values, or drop a column");
      }
    }
    if (columns.stream().map(c -> c.column().name()).distinct().count() < columns.size()) {
      throw new SpecificationException("group-by " + columns + " names a column twice");
    }
  }

  /** Returns the one group of all rows. */
  public static GroupBy none() {
    return new GroupBy(List.of());
  }

  /**
   * Parses group-by options.
   *
   * <ul>
   *   <li>{@code sex}: a declared column; every category, or every whole number of its range
   *   <li>{@code age:10}: a declared numeric column in bands of that width
   *   <li>{@code arms:1,2}: the listed values; the column need not be declared, and a row with
   *       another value is bad data. Those of a numeric column are compared as numbers, others as
   *       text; a label with a comma is quoted
   *   <li>{@code sex,arms}: several declared columns; only without a colon
   * </ul>
   *
   * @param options each one of the above
   * @param declared the declared columns
   * @throws SpecificationException with what is wrong and the fix
   */
  public static GroupBy parse(List<String> options, List<ColumnSpec> declared) {
    return new GroupByParser(declared).parse(options);
  }

  /** Returns the number of groups, at least 1. */
  public int size() {
    int size = 1;
    for (GroupColumn column : columns) {
      size *= column.size();
    }
    return size;
  }

  /** Returns a group's value of each column, in the order of the columns. */
  public Map<String, String> labels(int group) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      GroupColumn column = columns.get(i);
      labels.put(column.column().name(), column.label(ordinal(group, i)));
    }
    return Collections.unmodifiableMap(labels);
  }

  /** Returns which of a column's values a group has. */
  int ordinal(int group, int columnIndex) {
    int rest = group;
    for (int i = columns.size() - 1; i > columnIndex; i--) {
      rest /= columns.get(i).size();
    }
    return rest % columns.get(columnIndex).size();
  }

  /** Returns the encoded value that all rows of a group have in a column of exact groups. */
  public long exactValue(ColumnSpec column, int group) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof ExactGroups exact && exact.column().equals(column)) {
        return exact.value(ordinal(group, i));
      }
    }
    throw new IllegalStateException("no groups are made of " + column);
  }
}
