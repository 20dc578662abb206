package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The groups that totals are made for: every combination of the values of some columns. The last
 * column varies fastest. Without columns there is one group, of all rows.
 *
 * <p>Rows that have no value in a column make one more group of it, the last one, where that is
 * asked for; otherwise they belong to no group.
 *
 * @param columns different columns; at most {@value #MAX_GROUPS} combinations
 * @param missing the names of those columns that have a group of rows without a value
 */
public record GroupBy(List<GroupColumn> columns, Set<String> missing) {
  /** How many groups there may be. */
  public static final int MAX_GROUPS = 1000;

  /** The label of the group of rows without a value. */
  public static final String MISSING_LABEL = "(missing)";

  /** Checks the number of groups. */
  public GroupBy {
    columns = List.copyOf(columns);
    missing = Set.copyOf(missing);
    long groups = 1;
    for (GroupColumn column : columns) {
      groups *= column.size() + (missing.contains(column.column().name()) ? 1 : 0);
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
    return new GroupBy(List.of(), Set.of());
  }

  /**
   * Parses group-by options as people write them: those of {@link #parse}, each of which also has a
   * group of rows without a value, unless {@code : drop missing} follows it.
   *
   * @param options each one of the above
   * @param declared the declared columns
   * @throws SpecificationException with what is wrong and the fix
   */
  public static GroupBy parseOptions(List<String> options, List<ColumnSpec> declared) {
    return new GroupByParser(declared).parseOptions(options);
  }

  /**
   * Parses group-by texts as layouts and questions keep them. An empty member at the end, as of
   * {@code sex:}, {@code age:10,} or {@code arms:1,2,}, asks for a group of rows without a value.
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
   * @param texts each one of the above
   * @param declared the declared columns
   * @throws SpecificationException with what is wrong and the fix
   */
  public static GroupBy parse(List<String> texts, List<ColumnSpec> declared) {
    return new GroupByParser(declared).parse(texts);
  }

  /** Returns the texts that {@link #parse} reads. */
  public List<String> texts() {
    return columns.stream()
        .map(column -> hasMissing(column) ? missingText(column) : column.toString())
        .toList();
  }

  private static String missingText(GroupColumn column) {
    String text = column.toString();
    return text + (text.equals(column.column().name()) ? ":" : ",");
  }

  /** Returns the number of groups, at least 1. */
  public int size() {
    int size = 1;
    for (int i = 0; i < columns.size(); i++) {
      size *= size(i);
    }
    return size;
  }

  /** Returns how many groups one column makes, with that of rows without a value. */
  public int size(int column) {
    return columns.get(column).size() + (hasMissing(columns.get(column)) ? 1 : 0);
  }

  /** Tells whether a column has a group of rows without a value. */
  public boolean hasMissing(GroupColumn column) {
    return missing.contains(column.column().name());
  }

  /** Tells whether the rows of a group lack a value of some column. */
  public boolean isMissing(int group) {
    return IntStream.range(0, columns.size()).anyMatch(i -> isMissing(group, i));
  }

  private boolean isMissing(int group, int column) {
    return ordinal(group, column) == columns.get(column).size();
  }

  /** Returns a group's value of each column, in the order of the columns. */
  public Map<String, String> labels(int group) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      GroupColumn column = columns.get(i);
      labels.put(
          column.column().name(),
          isMissing(group, i) ? MISSING_LABEL : column.label(ordinal(group, i)));
    }
    return Collections.unmodifiableMap(labels);
  }

  /** Returns which of a column's values a group has; their number if it has none. */
  int ordinal(int group, int columnIndex) {
    int rest = group;
    for (int i = columns.size() - 1; i > columnIndex; i--) {
      rest /= size(i);
    }
    return rest % size(columnIndex);
  }

  /**
   * Returns the encoded value that all rows of a group have in a column of exact groups; empty if
   * they have none.
   */
  public OptionalLong exactValue(ColumnSpec column, int group) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof ExactGroups exact && exact.column().equals(column)) {
        return isMissing(group, i)
            ? OptionalLong.empty()
            : OptionalLong.of(exact.value(ordinal(group, i)));
      }
    }
    throw new IllegalStateException("no groups are made of " + column);
  }
}
