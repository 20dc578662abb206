package io.blindsum.release;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.GroupTotals;
import io.blindsum.question.StatisticSpec;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.result.Receipt;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Study;
import io.blindsum.release.statistic.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Prints random reports for an attacker, each as one line of JSON: arguments are seed and count.
 */
public final class RandomReports {
  private static final int LEAST = 10;
  private static final List<ColumnSpec> COLUMNS =
      columns(
          "a:cat{p,q,r,s}",
          "b:cat{t,u,v,w}",
          "c:cat{x,y,z}",
          "age:int[0..59]",
          "t:month[0..8]",
          "e:int[0..1]",
          "d:int[0..1]",
          "f:int[1..2]",
          "y:int[0..100]");
  private static final List<String> STATISTICS =
      List.of(
          "table(a,b)",
          "table(b,c)",
          "table(a,c)",
          "table(a,e)",
          "table(c,e)",
          "table(e,d)",
          "table(d,c)",
          "table(f,b)",
          "table(t,e)",
          "rate(e,age:20,31,40,29)",
          "hist(age,10)",
          "hist(age,7)",
          "km(t,e)",
          "corr(e,d)",
          "corr(f,y)",
          "ols(y ~ e + d)");

  private final Random random;

  private RandomReports(long seed) {
    random = new Random(seed);
  }

  /** Prints the reports. */
  public static void main(String[] arguments) {
    long seed = Long.parseLong(arguments[0]);
    for (long i = 0; i < Long.parseLong(arguments[1]); i++) {
      System.out.println(report(seed + i, ReleaseRule.of(LEAST)));
    }
  }

  static List<ColumnSpec> columns(String... texts) {
    return List.of(texts).stream().map(ColumnSpec::parse).toList();
  }

  /** Returns the report of one seed. */
  static String report(long seed, ReleaseRule rule) {
    return new RandomReports(seed).line("random " + seed, rule);
  }

  private String line(String name, ReleaseRule rule) {
    List<StatisticSpec> statistics =
        some(STATISTICS, 1 + random.nextInt(4)).stream()
            .map(text -> StatisticSpec.parse(text, COLUMNS))
            .toList();
    List<ColumnSpec> declared = some(COLUMNS, 1 + random.nextInt(5));
    int size = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    double missing = random.nextInt(4) == 0 ? 0.08 : 0;
    List<GroupTotals> groups = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, String> group = size == 1 ? Map.of() : Map.of("site", "s" + i);
      groups.add(new RowTotals(COLUMNS, rows(missing)).group(group, declared, statistics));
    }
    return json(name, groups, declared, statistics, rule);
  }

  private <T> List<T> some(List<T> all, int count) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }

  private List<long[]> rows(double missing) {
    int count = 15 + random.nextInt(random.nextBoolean() ? 100 : 600);
    double skew = random.nextDouble() * 2;
    boolean alike = random.nextInt(3) == 0;
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] row = new long[COLUMNS.size()];
      for (int j = 0; j < row.length; j++) {
        long values = COLUMNS.get(j).type().maxEncoded() + 1;
        row[j] = (long) (values * Math.pow(random.nextDouble(), 1 + skew * (j % 3)));
        if (random.nextDouble() < missing) {
          row[j] = RowTotals.MISSING;
        }
      }
      if (alike && random.nextInt(3) > 0) {
        row[1] = row[0];
      }
      rows.add(row);
    }
    return rows;
  }

  static String json(
      String name,
      List<GroupTotals> groups,
      List<ColumnSpec> declared,
      List<StatisticSpec> statistics,
      ReleaseRule rule) {
    Statistics released = new Statistics(groups, rule);
    Study.Question question =
        new Study.Question(
            declared.stream().map(Object::toString).toList(),
            List.copyOf(groups.get(0).group().keySet()),
            statistics.stream().map(Object::toString).toList(),
            "partials",
            10_000);
    Study study =
        new Study(
            name,
            "",
            2048,
            "",
            false,
            List.of(),
            rule.rounded(groups.stream().mapToLong(GroupTotals::rows).sum()),
            0,
            Optional.empty(),
            Optional.empty(),
            question);
    Receipt receipt = new Receipt("", "", "", "", List.of(), List.of());
    return JsonRenderer.line(
        new ReleasedResult(
            study,
            rule.minCell(),
            rule.rounding(),
            Optional.empty(),
            released.totals(),
            released.results(),
            released.gate().proof(),
            receipt));
  }
}
