package io.blindsum.release.rule;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.RateSpec;
import io.blindsum.question.SurvivalSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals whose counts are multiples of a base, for all that is computed of counts: what is printed
 * of them follows from rounded counts only. Which counts are shown is decided on the exact ones.
 */
public final class RoundedTotals {
  private final ReleaseRule rule;
  private final RoundedMoments moments;

  private RoundedTotals(ReleaseRule rule) {
    this.rule = rule;
    this.moments = new RoundedMoments(rule);
  }

  /** Rounds the totals of every group. */
  public static List<GroupTotals> of(List<GroupTotals> groups, ReleaseRule rule) {
    return groups.stream().map(new RoundedTotals(rule)::group).toList();
  }

  private GroupTotals group(GroupTotals group) {
    return new GroupTotals(
        group.group(),
        group.isMissing(),
        rule.rounded(group.rows()),
        group.columns().stream().map(this::column).toList(),
        group.statistics().stream().map(this::statistic).toList());
  }

  private ColumnTotals column(ColumnTotals column) {
    if (column instanceof ColumnTotals.Categories categories) {
      Map<String, Long> counts = new LinkedHashMap<>();
      categories.counts().forEach((label, count) -> counts.put(label, rule.rounded(count)));
      return new ColumnTotals.Categories(categories.name(), rule.rounded(categories.n()), counts);
    }
    return column instanceof ColumnTotals.Numbers numbers
        ? new ColumnTotals.Numbers(numbers.name(), moments.of(numbers.moments()))
        : column;
  }

  private StatisticTotals statistic(StatisticTotals totals) {
    if (totals instanceof StatisticTotals.Products products) {
      return new StatisticTotals.Products(products.spec(), moments.of(products.moments()));
    }
    StatisticTotals.Cells cells = (StatisticTotals.Cells) totals;
    List<Long> counts;
    if (cells.spec() instanceof SurvivalSpec) {
      counts = alongTime(cells.counts());
    } else if (cells.spec() instanceof RateSpec rate) {
      counts = strata(cells.counts(), PrintedCounts.event(rate.event()));
    } else {
      counts = cells.counts().stream().map(rule::rounded).toList();
    }
    return new StatisticTotals.Cells(cells.spec(), counts);
  }

  /** Rounds how many there were up to each time, so that errors do not add up along a curve. */
  private List<Long> alongTime(List<Long> counts) {
    List<Long> rounded = new ArrayList<>();
    long[] before = new long[2];
    for (int i = 0; i < counts.size(); i++) {
      long now = before[i % 2] + counts.get(i);
      rounded.add(rule.rounded(now) - rule.rounded(before[i % 2]));
      before[i % 2] = now;
    }
    return rounded;
  }

  /**
   * Rounds the people of each stratum and those with an event.
   *
   * @param event the place of an event among the two values
   */
  private List<Long> strata(List<Long> counts, int event) {
    List<Long> rounded = new ArrayList<>();
    for (int i = 0; i < counts.size(); i += 2) {
      long events = rule.rounded(counts.get(i + event));
      rounded.add(events);
      rounded.add(1 - event + i, rule.rounded(counts.get(i) + counts.get(i + 1)) - events);
    }
    return rounded;
  }
}
