package io.blindsum.cli;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.stats.Contingency;
import io.blindsum.stats.Moments;
import io.blindsum.stats.SmallCells;
import io.blindsum.stats.SmallCells.Release;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Which counts are shown. A count below the least one is printed as {@code <10}, one that would
 * give it away as {@code hidden}; what is computed from a hidden count is left out.
 */
public final class Disclosure {
  private final long least;
  private final List<Release> groups;

  /**
   * Decides on a release.
   *
   * @param groups whose numbers of rows are released, with their known sum
   * @param least the least count to show; 1 shows everything
   */
  public Disclosure(List<GroupTotals> groups, long least) {
    this.least = least;
    this.groups = list(groups.stream().map(GroupTotals::rows).toList());
  }

  /** Tells whether nothing of a group is shown. */
  boolean hidesGroup(int group) {
    return groups.get(group) != Release.SHOWN;
  }

  boolean hidesAnyGroup() {
    return groups.stream().anyMatch(r -> r != Release.SHOWN);
  }

  Release group(int group) {
    return groups.get(group);
  }

  /** Decides on the counts of a list of which the rest, up to all rows, is known too. */
  List<Release> counts(List<Long> counts, long rows) {
    List<Long> all = new ArrayList<>(counts);
    all.add(rows - counts.stream().mapToLong(Long::longValue).sum());
    return list(all).subList(0, counts.size());
  }

  private List<Release> list(List<Long> counts) {
    // what everything is shown of may also be weights, which can be negative
    return least == 1
        ? Collections.nCopies(counts.size(), Release.SHOWN)
        : SmallCells.ofList(counts, least).list();
  }

  SmallCells table(Contingency table) {
    return SmallCells.of(table, least);
  }

  /** Tells whether a column's figures are about too few people, or count too few of them. */
  boolean hides(ColumnTotals.Numbers column, long rows) {
    Moments moments = column.moments();
    boolean few = isSmall(moments.n());
    if (few || !isBinary(moments)) {
      return few;
    }
    long ones = moments.sum().longValueExact();
    return counts(List.of(ones, moments.n() - ones), rows).contains(Release.SMALL);
  }

  boolean isSmall(long count) {
    return count > 0 && count < least;
  }

  /** Returns a count as JSON has it: a number, or the text that stands for it. */
  Object json(Release release, long count) {
    return release == Release.SHOWN ? (Object) count : mark(release);
  }

  /** Returns a count as the table has it. */
  String text(Release release, long count) {
    return release == Release.SHOWN ? String.format(Locale.ROOT, "%,d", count) : mark(release);
  }

  private String mark(Release release) {
    return release == Release.SMALL ? "<" + least : "hidden";
  }

  /** Tells whether every value is 0 or 1: only then do integers and their squares add up alike. */
  static boolean isBinary(Moments moments) {
    BigDecimal sum = moments.sum().stripTrailingZeros();
    return sum.scale() <= 0 && sum.compareTo(moments.sumOfSquares()) == 0;
  }
}
