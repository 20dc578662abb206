package io.blindsum.release.rule;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Origin;
import io.blindsum.release.result.Value;
import io.blindsum.stats.Contingency;
import io.blindsum.stats.Moments;
import io.blindsum.stats.SmallCells;
import io.blindsum.stats.SmallCells.Release;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides for each count of a release whether it is shown. A count below the least one is hidden,
 * and so is one that would give it away, and what is computed from either.
 */
public final class Gate {
  private final long least;
  private final List<Release> groups;

  /**
   * Decides on a release.
   *
   * @param groups whose numbers of rows are released, with their known sum
   */
  public Gate(List<GroupTotals> groups, ReleaseRule rule) {
    this.least = rule.leastCount();
    this.groups = list(groups.stream().map(GroupTotals::rows).toList());
  }

  /** Tells whether nothing of a group is shown. */
  public boolean hidesGroup(int group) {
    return groups.get(group) != Release.SHOWN;
  }

  /** Tells whether groups cannot be compared. */
  public boolean hidesAnyGroup() {
    return groups.stream().anyMatch(r -> r != Release.SHOWN);
  }

  /** Returns what becomes of a group's number of rows. */
  public Release group(int group) {
    return groups.get(group);
  }

  /** Decides on the counts of a list of which the rest, up to all rows, is known too. */
  public List<Release> counts(List<Long> counts, long rows) {
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

  /** Decides on a table that is released with its margins. */
  public SmallCells table(Contingency table) {
    return SmallCells.of(table, least);
  }

  /** Tells whether a column's figures are about too few people, or count too few of them. */
  public boolean hides(ColumnTotals.Numbers column, long rows) {
    Moments moments = column.moments();
    boolean few = isSmall(moments.n());
    if (few || !isBinary(moments)) {
      return few;
    }
    long ones = moments.sum().longValueExact();
    return counts(List.of(ones, moments.n() - ones), rows).contains(Release.SMALL);
  }

  /** Tells whether a count is below the least one that is shown, and not 0. */
  public boolean isSmall(long count) {
    return count > 0 && count < least;
  }

  /** Returns a count that nothing else gives away: it is hidden if it is small. */
  public Figure count(Column column, long count, Origin origin) {
    return count(column, count, isSmall(count) ? Release.SMALL : Release.SHOWN, origin);
  }

  /** Returns a count on which was decided. */
  public Figure count(Column column, long count, Release release, Origin origin) {
    return switch (release) {
      case SHOWN -> Figure.shown(column, count, origin);
      case SMALL -> hidden(column, Value.Reason.SMALL, origin);
      case PROTECTING -> hidden(column, Value.Reason.PROTECTING, origin);
    };
  }

  /** Returns the mark of a figure that follows from what is hidden. */
  public Figure derived(Column column, Origin origin) {
    return hidden(column, Value.Reason.DERIVED, origin);
  }

  private Figure hidden(Column column, Value.Reason reason, Origin origin) {
    return new Figure(column, new Value.Hidden(reason, least), origin);
  }

  /** Tells whether every value is 0 or 1: only then do integers and their squares add up alike. */
  public static boolean isBinary(Moments moments) {
    BigDecimal sum = moments.sum().stripTrailingZeros();
    return sum.scale() <= 0 && sum.compareTo(moments.sumOfSquares()) == 0;
  }
}
