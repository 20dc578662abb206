package io.blindsum.cli;

import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.SurvivalSpec;
import io.blindsum.question.TableSpec;
import io.blindsum.stats.Contingency;
import io.blindsum.stats.LogRank;
import io.blindsum.stats.MantelHaenszel;
import io.blindsum.stats.MeanDifference;
import io.blindsum.stats.MeanEstimate;
import io.blindsum.stats.Moments;
import io.blindsum.stats.OneWayAnova;
import io.blindsum.stats.Proportion;
import io.blindsum.stats.SurvivalCount;
import io.blindsum.stats.TwoByTwo;
import io.blindsum.stats.UndefinedStatisticException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The statistics over all groups, as JSON objects: estimates side by side, and tests between. */
final class GroupComparison {
  private final List<GroupTotals> groups;
  private final Disclosure disclosure;
  private final List<Map<String, Object>> results = new ArrayList<>();

  private GroupComparison(List<GroupTotals> groups, Disclosure disclosure) {
    this.groups = groups;
    this.disclosure = disclosure;
  }

  /** Returns means and proportions of each column, and the tests of them. */
  static List<Map<String, Object>> ofColumns(List<GroupTotals> groups, Disclosure disclosure) {
    GroupComparison comparison = new GroupComparison(groups, disclosure);
    for (int i = 0; i < groups.get(0).columns().size(); i++) {
      if (groups.get(0).columns().get(i) instanceof ColumnTotals.Numbers) {
        comparison.addColumn(i);
      }
    }
    return comparison.results;
  }

  /** Returns the tests between the groups' survival and their cross tables. */
  static List<Map<String, Object>> ofStatistics(List<GroupTotals> groups, Disclosure disclosure) {
    GroupComparison comparison = new GroupComparison(groups, disclosure);
    if (groups.size() > 1 && !disclosure.hidesAnyGroup()) {
      for (int i = 0; i < groups.get(0).statistics().size(); i++) {
        comparison.addStatistic(i);
      }
    }
    return comparison.results;
  }

  private void addColumn(int index) {
    List<ColumnTotals.Numbers> columns =
        groups.stream().map(g -> (ColumnTotals.Numbers) g.columns().get(index)).toList();
    String name = columns.get(0).name();
    List<Integer> shown =
        IntStream.range(0, groups.size())
            .filter(g -> !disclosure.hidesGroup(g))
            .filter(g -> !disclosure.hides(columns.get(g), groups.get(g).rows()))
            .boxed()
            .toList();
    List<Moments> moments = columns.stream().map(ColumnTotals.Numbers::moments).toList();
    addByGroup("mean(" + name + ")", shown, (row, g) -> addMean(row, moments.get(g)));
    if (moments.stream().allMatch(Disclosure::isBinary)) {
      addByGroup("proportion(" + name + ")", shown, (row, g) -> addProportion(row, moments.get(g)));
    }
    if (groups.size() > 1 && shown.size() == groups.size()) {
      add("anova(" + name + ")", json -> addAnova(json, OneWayAnova.of(moments)));
      if (groups.size() == 2) {
        add(
            "welch(" + name + ")",
            json -> addWelch(json, MeanDifference.of(moments.get(0), moments.get(1))));
      }
    }
  }

  private interface ByGroup {
    void add(Map<String, Object> row, int group);
  }

  private void addByGroup(String statistic, List<Integer> shown, ByGroup each) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int g : shown) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("group", groups.get(g).group());
      defined(row, json -> each.add(json, g));
      rows.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("statistic", statistic);
    json.put("groups", rows);
    results.add(json);
  }

  private void add(String statistic, Consumer<Map<String, Object>> members) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("statistic", statistic);
    defined(json, members);
    results.add(json);
  }

  private static void defined(Map<String, Object> json, Consumer<Map<String, Object>> members) {
    try {
      members.accept(json);
    } catch (UndefinedStatisticException e) {
      json.put("undefined", String.valueOf(e.getMessage()));
    }
  }

  private void addStatistic(int index) {
    List<StatisticTotals.Cells> cells = new ArrayList<>();
    for (GroupTotals group : groups) {
      if (!(group.statistics().get(index) instanceof StatisticTotals.Cells totals)) {
        return;
      }
      cells.add(totals);
    }
    if (cells.get(0).spec() instanceof SurvivalSpec spec) {
      List<List<SurvivalCount>> ends = cells.stream().map(c -> spec.ends(c.counts())).toList();
      add("logrank" + arguments(spec.toString()), json -> addLogRank(json, LogRank.of(ends)));
    } else if (cells.get(0).spec() instanceof TableSpec spec && isFourfold(spec)) {
      List<Contingency> tables = cells.stream().map(c -> spec.table(c.counts())).toList();
      List<TwoByTwo> strata = tables.stream().map(StatisticJson::fourfold).toList();
      add(
          "mantel_haenszel" + arguments(spec.toString()),
          json -> addPooled(json, MantelHaenszel.of(strata)));
    }
  }

  private static boolean isFourfold(TableSpec spec) {
    return spec.rows().size() == 2 && spec.columnGroups().size() == 2;
  }

  private static String arguments(String statistic) {
    return statistic.substring(statistic.indexOf('('));
  }

  private static void addMean(Map<String, Object> json, Moments moments) {
    json.put("n", moments.n());
    MeanEstimate mean = MeanEstimate.of(moments);
    json.put("mean", mean.mean());
    json.put("se", mean.standardError());
    StatisticJson.put(json, mean.interval());
  }

  private static void addProportion(Map<String, Object> json, Moments moments) {
    json.put("n", moments.n());
    Proportion proportion = new Proportion(moments.sum().longValueExact(), moments.n());
    json.put("hits", proportion.hits());
    json.put("proportion", proportion.estimate());
    StatisticJson.put(json, proportion.interval());
  }

  private static void addAnova(Map<String, Object> json, OneWayAnova anova) {
    json.put("between", anova.between());
    json.put("within", anova.within());
    json.put("df_between", anova.degreesBetween());
    json.put("df_within", anova.degreesWithin());
    json.put("f", anova.f());
    json.put("p", anova.p());
  }

  private static void addWelch(Map<String, Object> json, MeanDifference difference) {
    json.put("difference", difference.difference());
    json.put("se", difference.standardError());
    json.put("t", difference.t());
    json.put("df", difference.degreesOfFreedom());
    json.put("p", difference.p());
    StatisticJson.put(json, difference.interval());
  }

  private void addLogRank(Map<String, Object> json, LogRank test) {
    json.put("chi2", test.chiSquare());
    json.put("df", test.degreesOfFreedom());
    json.put("p", test.p());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("group", groups.get(g).group());
      row.put("observed", test.observed().get(g));
      row.put("expected", test.expected().get(g));
      rows.add(row);
    }
    json.put("groups", rows);
  }

  private static void addPooled(Map<String, Object> json, MantelHaenszel pooled) {
    json.put("odds_ratio", StatisticJson.ratio(pooled.oddsRatio()));
    json.put("chi2", pooled.chiSquare());
    json.put("df", 1);
    json.put("p", pooled.p());
  }
}
