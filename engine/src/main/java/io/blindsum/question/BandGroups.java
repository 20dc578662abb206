package io.blindsum.question;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.NumberType;
import java.math.BigDecimal;

/**
 * One group for each band of a numeric column. Bands begin at the multiples of their width, so that
 * sites with different bounds cut alike; the first and last are cut at the declared bounds.
 */
public final class BandGroups implements GroupColumn {
  private final ColumnSpec column;
  private final NumberType type;
  private final long width;
  private final long firstBand;

  /**
   * Cuts a column into bands.
   *
   * @param width scaled by the column's decimals, at least 1
   */
  BandGroups(ColumnSpec column, NumberType type, long width) {
    this.column = column;
    this.type = type;
    this.width = width;
    this.firstBand = Math.floorDiv(type.lowest(), width);
  }

  /** Returns how many bands a column has. */
  static long bands(NumberType type, long width) {
    return Math.floorDiv(type.highest(), width) - Math.floorDiv(type.lowest(), width) + 1;
  }

  @Override
  public ColumnSpec column() {
    return column;
  }

  @Override
  public int size() {
    return Math.toIntExact(bands(type, width));
  }

  /** Returns the band's first and last value: {@code 40-49}, or {@code -10..-6} below 0. */
  @Override
  public String label(int ordinal) {
    long start = (firstBand + ordinal) * width;
    long first = Math.max(type.lowest(), start) - type.lowest();
    long last = Math.min(type.highest(), start + width - 1) - type.lowest();
    if (first == last) {
      return type.format(first);
    }
    return type.format(first) + (type.lowest() < 0 ? ".." : "-") + type.format(last);
  }

  /** Returns the lower bound of a band, and that of the values beyond the last one. */
  BigDecimal edge(int ordinal) {
    long start = (firstBand + ordinal) * width;
    long edge = Math.min(Math.max(type.lowest(), start), type.highest() + 1);
    return BigDecimal.valueOf(edge, type.decimals());
  }

  /** Returns the width, as it was declared. */
  String width() {
    return type.plain(width);
  }

  @Override
  public int ordinal(long encoded) {
    return (int) (Math.floorDiv(type.lowest() + encoded, width) - firstBand);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BandGroups groups
        && column.equals(groups.column)
        && toString().equals(groups.toString());
  }

  @Override
  public int hashCode() {
    return column.hashCode();
  }

  @Override
  public String toString() {
    return column.name() + ":" + width();
  }
}
