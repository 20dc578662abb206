package io.blindsum.release.rule;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.StatisticSpec;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.release.audit.Audit;
import io.blindsum.release.audit.Disclosure;
import io.blindsum.release.audit.Finding;
import io.blindsum.release.audit.Quantity;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Proof;
import io.blindsum.release.result.Value;
import io.blindsum.release.rule.Item.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides for each number of a report whether it is shown. All counts of the report are judged
 * together: a count below the least one is hidden, and so is what would give it away beside all
 * that is shown, and what is computed from either.
 */
public final class Gate {
  private final ReleaseRule rule;
  private final long least;
  private final boolean hasNoise;
  private final List<GroupTotals> exact;
  private final List<Release> rows;
  private final List<GroupRelease> groups;

  /**
   * Decides on a report.
   *
   * @param groups all that it is about; it tells the sum of their rows
   */
  public Gate(List<GroupTotals> groups, ReleaseRule rule) {
    this.rule = rule;
    this.least = rule.minCell();
    this.hasNoise = false;
    this.exact = List.copyOf(groups);
    this.rows = list(groups.stream().map(GroupTotals::rows).toList());
    this.groups =
        IntStream.range(0, groups.size())
            .mapToObj(
                i ->
                    least > 1 && rows.get(i) == Release.SHOWN
                        ? GroupRelease.of(groups.get(i), rule)
                        : GroupRelease.everything(groups.get(i)))
            .toList();
  }

  private Gate(
      ReleaseRule rule, List<GroupTotals> totals, List<Release> rows, List<GroupRelease> groups) {
    this.rule = rule;
    this.least = rule.minCell();
    this.hasNoise = true;
    this.exact = List.copyOf(totals);
    this.rows = rows;
    this.groups = groups;
  }

  /**
   * Decides on a report of totals that have noise: the small counts are hidden. Each count has
   * noise of its own, so none follows from others.
   *
   * @param groups all that it is about
   * @param rule of which the least count holds, and whether 0 is below it
   */
  public static Gate ofNoise(List<GroupTotals> groups, ReleaseRule rule) {
    return new Gate(
        rule,
        groups,
        groups.stream().map(group -> GroupRelease.ofSize(group.rows(), rule)).toList(),
        groups.stream().map(group -> GroupRelease.ofNoise(group, rule)).toList());
  }

  /** Tells whether the totals have noise. */
  public boolean hasNoise() {
    return hasNoise;
  }

  /** Returns what was proved of the report. */
  public Proof proof() {
    long hidden = rows.stream().filter(release -> release != Release.SHOWN).count();
    Proof proof = new Proof(rows.size(), hidden, hidden == 0 ? 0 : least, 0);
    for (GroupRelease group : groups) {
      proof = proof.and(group.proof());
    }
    return proof;
  }

  /** Decides on a list of counts whose sum is known. */
  public List<Release> list(List<Long> counts) {
    // what everything is shown of may also be weights, which can be negative
    if (least == 1) {
      return Collections.nCopies(counts.size(), Release.SHOWN);
    }
    List<Quantity> quantities = new ArrayList<>();
    counts.forEach(
        count -> quantities.add(new Quantity("count", count, Role.PRINTED, 1, rule.hideZeros())));
    long sum = counts.stream().mapToLong(Long::longValue).sum();
    quantities.add(new Quantity("sum", sum, Role.KNOWN, 0));
    List<Integer> parts = IntStream.range(0, counts.size()).boxed().toList();
    Finding finding =
        Audit.of(new Disclosure(quantities, List.of(Relation.sum(parts, counts.size()))), least);
    return finding.exposed().isEmpty()
        ? parts.stream().map(i -> GroupRelease.release(finding.marks().get(i))).toList()
        : Collections.nCopies(counts.size(), Release.PROTECTING);
  }

  /** Tells whether nothing of a group is shown. */
  public boolean hidesGroup(int group) {
    return rows.get(group) != Release.SHOWN;
  }

  /** Tells whether groups cannot be compared. */
  public boolean hidesAnyGroup() {
    return rows.stream().anyMatch(r -> r != Release.SHOWN);
  }

  /** Returns what becomes of a group's number of rows. */
  public Release group(int group) {
    return rows.get(group);
  }

  /** Returns what becomes of the number of people of a column or statistic. */
  public Release n(int group, String of) {
    return groups.get(group).release(Item.n(of));
  }

  /** Returns what becomes of the cells, bins or categories of a column or statistic. */
  public List<Release> cells(int group, String of, int size) {
    return releases(group, of, Part.CELL, size);
  }

  /** Returns what becomes of the people of each stratum of a rate. */
  public List<Release> people(int group, String of, int size) {
    return releases(group, of, Part.PEOPLE, size);
  }

  /** Returns what becomes of the people at risk at the start of each step, and at the end. */
  public List<Release> atRisk(int group, String of, int steps) {
    List<Release> releases = new ArrayList<>(releases(group, of, Part.AT_RISK, steps + 1));
    releases.set(0, n(group, of));
    return releases;
  }

  /** Returns what becomes of the events of each step. */
  public List<Release> events(int group, String of, int steps) {
    return releases(group, of, Part.EVENTS, steps);
  }

  /** Returns what becomes of the people censored in each step. */
  public List<Release> censored(int group, String of, int steps) {
    return releases(group, of, Part.CENSORED, steps);
  }

  private List<Release> releases(int group, String of, Part part, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> groups.get(group).release(new Item(of, part, i)))
        .toList();
  }

  /** Returns the times at which a survival curve is shown, with exact counts. */
  public Steps steps(int group, SurvivalSpec curve) {
    StatisticTotals.Cells cells = (StatisticTotals.Cells) exact(group, curve);
    return Steps.of(curve.ends(cells.counts()), rule);
  }

  private StatisticTotals exact(int group, StatisticSpec spec) {
    return exact.get(group).statistics().stream()
        .filter(totals -> totals.spec().equals(spec))
        .findFirst()
        .orElseThrow();
  }

  /** Returns how many people a statistic is of. */
  public Figure people(int group, StatisticSpec spec) {
    return count(Columns.N, exact(group, spec).n(), n(group, spec.toString()));
  }

  /** Tells whether the digits of a survival estimate would tell hidden counts of single times. */
  public boolean hidesTimes(int group, SurvivalSpec curve) {
    return hidesGroup(group) || groups.get(group).hidesTimes(curve);
  }

  /** Tells whether the sum of a column is hidden, and what follows from it. */
  public boolean hidesSums(int group, String column) {
    return hidesGroup(group) || groups.get(group).hidesSums(column);
  }

  /** Tells whether a correlation or linear model is hidden. */
  public boolean hidesModel(int group, String of) {
    return groups.get(group).hidesModel(of);
  }

  /** Tells whether nothing of a statistic is shown. */
  public boolean withholds(int group, String of) {
    return hidesGroup(group) || groups.get(group).withholds(of);
  }

  /** Tells whether it is shown that a statistic is of nobody. */
  public boolean isOfNobody(int group, StatisticSpec spec) {
    return people(group, spec).number() == 0;
  }

  /** Returns a count on which was decided, rounded as the rule says. */
  public Figure count(Column column, long count, Release release) {
    return switch (release) {
      case SHOWN -> Figure.shown(column, rule.rounded(count));
      case SMALL -> hidden(column, Value.Reason.SMALL);
      case PROTECTING -> hidden(column, Value.Reason.PROTECTING);
    };
  }

  /** Returns the mark of a figure that follows from what is hidden. */
  public Figure derived(Column column) {
    return hidden(column, Value.Reason.DERIVED);
  }

  private Figure hidden(Column column, Value.Reason reason) {
    return new Figure(column, new Value.Hidden(reason, least));
  }
}
