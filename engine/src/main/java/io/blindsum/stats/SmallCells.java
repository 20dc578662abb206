package io.blindsum.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Hides the small counts of a table with its margins, and as many others as it takes for nobody to
 * compute them back.
 *
 * <p>A count in [1, least) is hidden as small. A reader knows the total of the table, every count
 * that is shown, that a small one lies in [1, least) and that any other hidden one is at least
 * {@code least}. More counts are hidden until each small one could, for all that the reader knows,
 * be any number in [1, least), or until there is nothing left to hide but the total; counts of 0
 * stay. (Complementary suppression in two-way tables as a flow: L. H. Cox, "Network models for
 * complementary cell suppression", Journal of the American Statistical Association 90 (1995),
 * 1453-1462.)
 */
public final class SmallCells {
  /** What becomes of a count. */
  public enum Release {
    /** It is shown. */
    SHOWN,
    /** It is hidden, being in [1, least). */
    SMALL,
    /** It is hidden to protect small ones, and is at least {@code least}. */
    PROTECTING
  }

  private final int height;
  private final int width;
  private final TableFlow flow;

  private SmallCells(Contingency table, long least) {
    height = table.counts().size();
    width = table.columnTotals().size();
    flow = new TableFlow(table, least);
    flow.protect();
  }

  /**
   * Decides on a table that is released with its margins.
   *
   * @param table with at least one row and column
   * @param least the least count that may be shown, besides 0; at least 1
   */
  public static SmallCells of(Contingency table, long least) {
    if (least < 1 || table.counts().isEmpty() || table.columnTotals().isEmpty()) {
      throw new IllegalArgumentException("nothing to release");
    }
    return new SmallCells(table, least);
  }

  /** Decides on a list of counts whose sum is known. */
  public static SmallCells ofList(List<Long> counts, long least) {
    return of(new Contingency(List.of(counts)), least);
  }

  /** Returns what becomes of a cell. */
  public Release cell(int row, int column) {
    return flow.release(TableFlow.cell(row, column, width));
  }

  /** Returns what becomes of a row's total. */
  public Release rowTotal(int row) {
    return flow.release(TableFlow.rowTotal(row, height, width));
  }

  /** Returns what becomes of a column's total. */
  public Release columnTotal(int column) {
    return flow.release(TableFlow.columnTotal(column, height, width));
  }

  /** Returns what becomes of each count of a list. */
  public List<Release> list() {
    List<Release> releases = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      releases.add(cell(0, column));
    }
    return releases;
  }
}
