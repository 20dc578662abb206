package io.blindsum.release;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.StatisticSpec;
import io.blindsum.release.result.Receipt;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Study;
import io.blindsum.release.statistic.Statistics;
import io.blindsum.stats.CrossMoments;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small study with every statistic in two groups, from its rows. */
public final class Samples {
  private static final List<ColumnSpec> COLUMNS =
      List.of(
          column("age", "int[0..99]"),
          column("dose", "int[0..9]"),
          column("sex", "cat{F,M}"),
          column("month", "month[0..3]"),
          column("death", "int[0..1]"));

  private static final List<StatisticSpec> STATISTICS =
      List.of(
          statistic("hist(age,25)"),
          statistic("km(month,death)"),
          statistic("table(sex,death)"),
          statistic("rate(death,age:50,100,200)"),
          statistic("ols(age ~ dose)"),
          statistic("corr(age,dose)"));

  /** One person, as encoded: age, dose, sex, month, death. */
  private record Person(List<Long> values) {
    long value(int column) {
      return values.get(column);
    }
  }

  private Samples() {}

  private static ColumnSpec column(String name, String type) {
    return new ColumnSpec(name, ColumnType.parse(type));
  }

  private static StatisticSpec statistic(String text) {
    return StatisticSpec.parse(text, COLUMNS);
  }

  /** Returns the study of 40 people, of whom the second group has 13, under a rule. */
  public static ReleasedResult study(int leastCount) {
    return study(ReleaseRule.of(leastCount));
  }

  /** Returns the same study under a rule that may have more. */
  public static ReleasedResult study(ReleaseRule rule) {
    List<GroupTotals> groups = List.of(group("a", people(27, 1)), group("b", people(13, 2)));
    Statistics statistics = new Statistics(groups, rule);
    return new ReleasedResult(
        new Study(
            "samples",
            "0".repeat(64),
            2048,
            "java",
            true,
            List.of("r1"),
            40,
            0,
            Optional.empty(),
            Optional.empty(),
            new Study.Question(List.of(), List.of("arm"), List.of(), "wide", 100)),
        rule.minCell(),
        rule.rounding(),
        Optional.empty(),
        statistics.totals(),
        statistics.results(),
        statistics.gate().proof(),
        new Receipt("d", "masked", "djn", "blindsum", List.of(), List.of()));
  }

  private static List<Person> people(int count, int seed) {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long spread = (7L * i * seed + i / 3) % 60;
      people.add(
          new Person(
              List.of(20 + spread, (spread / 7 + i) % 9, i % 2L, (long) i * seed % 4, i / 2 % 2L)));
    }
    return people;
  }

  private static GroupTotals group(String arm, List<Person> people) {
    List<ColumnTotals> columns = new ArrayList<>();
    for (int c = 0; c < COLUMNS.size(); c++) {
      columns.add(COLUMNS.get(c).name().equals("sex") ? categories(people, c) : numbers(people, c));
    }
    return new GroupTotals(
        Map.of("arm", arm),
        arm.equals("(missing)"),
        people.size(),
        columns,
        STATISTICS.stream().map(spec -> totals(spec, people)).toList());
  }

  private static ColumnTotals numbers(List<Person> people, int column) {
    long sum = people.stream().mapToLong(p -> p.value(column)).sum();
    long squares = people.stream().mapToLong(p -> p.value(column) * p.value(column)).sum();
    Moments moments =
        new Moments(people.size(), BigDecimal.valueOf(sum), BigDecimal.valueOf(squares));
    return new ColumnTotals.Numbers(COLUMNS.get(column).name(), moments);
  }

  private static ColumnTotals categories(List<Person> people, int column) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (long value = 0; value <= COLUMNS.get(column).type().maxEncoded(); value++) {
      long encoded = value;
      counts.put(
          COLUMNS.get(column).type().format(value),
          people.stream().filter(p -> p.value(column) == encoded).count());
    }
    return new ColumnTotals.Categories(COLUMNS.get(column).name(), people.size(), counts);
  }

  private static StatisticTotals totals(StatisticSpec spec, List<Person> people) {
    int[] inputs = spec.columns().stream().mapToInt(COLUMNS::indexOf).toArray();
    if (spec instanceof StatisticSpec.OfCells cells) {
      int size = cells.dimensions().stream().mapToInt(d -> d.size()).reduce(1, (a, b) -> a * b);
      long[] counts = new long[size];
      for (Person person : people) {
        int cell = 0;
        for (int i = 0; i < inputs.length; i++) {
          int ordinal = cells.dimensions().get(i).ordinal(person.value(inputs[i]));
          cell = cell * cells.dimensions().get(i).size() + ordinal;
        }
        counts[cell]++;
      }
      return new StatisticTotals.Cells(cells, java.util.Arrays.stream(counts).boxed().toList());
    }
    List<BigDecimal> sums = new ArrayList<>();
    List<List<BigDecimal>> products = new ArrayList<>();
    for (int i : inputs) {
      sums.add(sum(people, p -> p.value(i)));
      List<BigDecimal> line = new ArrayList<>();
      for (int j : inputs) {
        line.add(sum(people, p -> p.value(i) * p.value(j)));
      }
      products.add(line.subList(0, sums.size()));
    }
    List<String> names = spec.columns().stream().map(ColumnSpec::name).toList();
    return new StatisticTotals.Products(
        (StatisticSpec.OfProducts) spec, new CrossMoments(names, people.size(), sums, products));
  }

  private static BigDecimal sum(
      List<Person> people, java.util.function.ToLongFunction<Person> value) {
    return BigDecimal.valueOf(people.stream().mapToLong(value).sum());
  }
}
