package io.blindsum.release.result;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a figure follows from: what is shown of it tells that much of those totals.
 *
 * @param isSum whether the figure is the sum of these totals, each once; otherwise it is some other
 *     function of them
 * @param cells the totals
 */
public record Origin(boolean isSum, List<Cell> cells) {
  /** Of what is known without the totals. */
  public static final Origin KNOWN = new Origin(true, List.of());

  /** Keeps the totals. */
  public Origin {
    cells = List.copyOf(cells);
  }

  /** Returns that of one total. */
  public static Origin of(Cell cell) {
    return new Origin(true, List.of(cell));
  }

  /** Returns that of the sum of totals. */
  public static Origin sum(List<Cell> cells) {
    return new Origin(true, cells);
  }

  /** Returns that of any other function of totals. */
  public static Origin function(List<Cell> cells) {
    return new Origin(false, cells);
  }

  /** Returns the totals of a column or statistic in one group. */
  public static List<Cell> cells(int group, String of, int count) {
    return IntStream.range(0, count).mapToObj(i -> new Cell(group, of, i)).toList();
  }
}
