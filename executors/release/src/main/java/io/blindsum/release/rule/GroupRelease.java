package io.blindsum.release.rule;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.release.audit.Audit;
import io.blindsum.release.audit.Disclosure;
import io.blindsum.release.audit.Finding;
import io.blindsum.release.audit.Mark;
import io.blindsum.release.result.Proof;
import io.blindsum.release.rule.Item.Part;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of every number of one group. */
final class GroupRelease {
  private final GroupTotals group;
  private final Map<Item, Release> releases = new HashMap<>();
  private final Set<String> hiddenSums = new HashSet<>();
  private final Set<String> hiddenModels = new HashSet<>();
  private final Set<String> withheld = new HashSet<>();
  private Proof proof = Proof.NOTHING;

  private GroupRelease(GroupTotals group) {
    this.group = group;
  }

  /** Shows everything. */
  static GroupRelease everything(GroupTotals group) {
    return new GroupRelease(group);
  }

  /** Decides on a group whose number of rows is shown. */
  static GroupRelease of(GroupTotals group, ReleaseRule rule) {
    GroupRelease release = new GroupRelease(group);
    release.decide(rule);
    return release;
  }

  /** Decides on a group whose counts have noise, each by itself. */
  static GroupRelease ofNoise(GroupTotals group, ReleaseRule rule) {
    GroupRelease release = new GroupRelease(group);
    if (ofSize(group.rows(), rule) == Release.SHOWN) {
      group.columns().forEach(column -> release.hideSmall(column, rule));
      for (StatisticTotals totals : group.statistics()) {
        StatisticTotals.Cells cells = (StatisticTotals.Cells) totals;
        release.hideSmall(cells.spec().toString(), cells.n(), cells.counts(), rule);
      }
    }
    return release;
  }

  static Release ofSize(long count, ReleaseRule rule) {
    boolean small = count < rule.minCell() && (count > 0 || rule.hideZeros());
    return small ? Release.SMALL : Release.SHOWN;
  }

  private void hideSmall(ColumnTotals column, ReleaseRule rule) {
    List<Long> counts =
        column instanceof ColumnTotals.Categories categories
            ? List.copyOf(categories.counts().values())
            : List.of();
    hideSmall(column.name(), column.n(), counts, rule);
    if (release(Item.n(column.name())) != Release.SHOWN) {
      hiddenSums.add(column.name());
    }
  }

  private void hideSmall(String of, long n, List<Long> counts, ReleaseRule rule) {
    releases.put(Item.n(of), ofSize(n, rule));
    for (int i = 0; i < counts.size(); i++) {
      releases.put(new Item(of, Part.CELL, i), ofSize(counts.get(i), rule));
    }
    long hidden = releases.values().stream().filter(r -> r != Release.SHOWN).count();
    proof = new Proof(releases.size(), hidden, 0, 0);
  }

  Release release(Item item) {
    return releases.getOrDefault(item, Release.SHOWN);
  }

  /** Tells whether the sum of a column is hidden, and what follows from it. */
  boolean hidesSums(String column) {
    return hiddenSums.contains(column);
  }

  /** Tells whether nothing of a statistic is shown. */
  boolean withholds(String of) {
    return withheld.contains(of);
  }

  /** Tells whether a correlation or linear model is hidden. */
  boolean hidesModel(String of) {
    return hiddenModels.contains(of);
  }

  Proof proof() {
    return proof;
  }

  private void decide(ReleaseRule rule) {
    GroupModel model = GroupModel.of(group, rule, withheld);
    proof = new Proof(model.places().size(), 0, 0, 0);
    while (model.hasSecrets() && !audit(model, rule.minCell())) {
      // what cannot be made safe is not shown: the largest statistic first, the columns last
      withhold();
      model = GroupModel.of(group, rule, withheld);
    }
    ModelRule models = new ModelRule(group, rule);
    for (StatisticTotals totals : group.statistics()) {
      if (totals instanceof StatisticTotals.Products products
          && (!models.allows(products) || hidesModel(products))) {
        hiddenModels.add(products.spec().toString());
      }
    }
  }

  /** Decides on the counts; false if some would still be given away. */
  private boolean audit(GroupModel model, long least) {
    Optional<Disclosure> disclosure = Disclosure.of(model.quantities(), model.relations());
    Optional<Finding> finding =
        disclosure.map(all -> Audit.of(all, least)).filter(found -> found.exposed().isEmpty());
    finding.ifPresent(found -> take(found, model));
    return finding.isPresent();
  }

  private void take(Finding finding, GroupModel model) {
    model
        .places()
        .forEach((item, place) -> releases.put(item, release(finding.marks().get(place))));
    for (SumsOfColumn sums : model.sums()) {
      if (!finding.alternatives().stream().allMatch(sums::allow)) {
        hiddenSums.add(sums.column());
      }
    }
    releases.forEach(
        (item, release) -> {
          if (release != Release.SHOWN && (item.part() == Part.ONES || item.part() == Part.N)) {
            hiddenSums.add(item.of());
          }
        });
    long hidden = 0;
    long narrowest = Long.MAX_VALUE;
    for (int place : model.places().values()) {
      if (finding.marks().get(place).isHidden()) {
        hidden++;
        narrowest = Math.min(narrowest, finding.ranges().get(place).size());
      }
    }
    proof = new Proof(model.places().size(), hidden, hidden == 0 ? 0 : narrowest, withheld.size());
  }

  private void withhold() {
    String next =
        group.statistics().stream()
            .filter(totals -> !withholds(totals.spec().toString()))
            .max(Comparator.comparingInt(GroupRelease::size))
            .map(totals -> totals.spec().toString())
            .orElseGet(
                () ->
                    group.columns().stream()
                        .map(ColumnTotals::name)
                        .filter(name -> !withholds(name))
                        .findFirst()
                        .orElseThrow());
    withheld.add(next);
    hiddenSums.add(next);
    releases.put(Item.n(next), Release.PROTECTING);
  }

  private static int size(StatisticTotals totals) {
    return totals instanceof StatisticTotals.Cells cells ? cells.counts().size() : 1;
  }

  static Release release(Mark mark) {
    return switch (mark) {
      case SHOWN -> Release.SHOWN;
      case SMALL -> Release.SMALL;
      case PROTECTING, ANY -> Release.PROTECTING;
    };
  }

  /** Tells whether a model would tell of sums or of counts that are hidden. */
  private boolean hidesModel(StatisticTotals.Products totals) {
    List<String> names = names(totals);
    return release(Item.n(totals.spec().toString())) != Release.SHOWN
        || names.stream().anyMatch(hiddenSums::contains)
        || group.statistics().stream()
            .filter(this::hidesSome)
            .anyMatch(other -> isToldBy(totals, names, names(other)));
  }

  /**
   * Tells whether a model says of the values of other columns what these columns do not say
   * themselves: of two together, or of one in the rows that have a value of all.
   */
  private boolean isToldBy(
      StatisticTotals.Products model, List<String> names, List<String> others) {
    List<String> both = others.stream().filter(names::contains).toList();
    boolean declared = group.columns().stream().map(ColumnTotals::name).toList().containsAll(both);
    return both.size() > 1 || (both.size() == 1 && !(declared && model.n() == group.rows()));
  }

  private static List<String> names(StatisticTotals totals) {
    return totals.spec().columns().stream().map(ColumnSpec::name).toList();
  }

  /** Tells whether a count of the cells of a statistic is hidden. */
  private boolean hidesSome(StatisticTotals totals) {
    String of = totals.spec().toString();
    return totals instanceof StatisticTotals.Cells && (withholds(of) || hides(of));
  }

  private boolean hides(String of) {
    return releases.entrySet().stream()
        .anyMatch(e -> e.getKey().of().equals(of) && e.getValue() != Release.SHOWN);
  }

  /**
   * Tells whether counts of the values of a curve's columns are hidden, which the digits of its
   * estimates would tell: of its times, of its events, or of the number of all events.
   */
  boolean hidesTimes(SurvivalSpec curve) {
    String time = curve.time().column().name();
    return release(new Item(curve.toString(), Part.OBSERVED, 0)) != Release.SHOWN
        || hides(time)
        || hides(curve.event().column().name())
        || group.statistics().stream()
            .filter(other -> !other.spec().equals(curve) && names(other).contains(time))
            .anyMatch(this::hidesSome);
  }
}
