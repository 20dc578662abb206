package io.blindsum.cli.demo;

import io.blindsum.cohort.CohortSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same totals computed in clear, the way a statistician would: what the encrypted way is
 * compared with. Shares no code with it.
 */
final class PlainTotals {
  private static final MathContext PRECISE = new MathContext(60, RoundingMode.HALF_EVEN);

  private final String groupColumn;
  private final List<String> columns;
  private final Map<String, Map<String, Moments>> groups = new LinkedHashMap<>();
  private final Map<String, Long> rows = new LinkedHashMap<>();

  private static final class Moments {
    private long n;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
  }

  PlainTotals(String groupColumn, List<String> columns) {
    this.groupColumn = groupColumn;
    this.columns = columns;
  }

  void add(CohortSource source) {
    while (source.next()) {
      String group = source.field(source.column(groupColumn)).toString();
      rows.merge(group, 1L, Long::sum);
      Map<String, Moments> moments = groups.computeIfAbsent(group, g -> new LinkedHashMap<>());
      for (String column : columns) {
        String text = source.field(source.column(column)).toString();
        if (!text.isEmpty()) {
          Moments m = moments.computeIfAbsent(column, c -> new Moments());
          BigDecimal value = new BigDecimal(text);
          m.n++;
          m.sum = m.sum.add(value);
          m.squares = m.squares.add(value.multiply(value));
        }
      }
    }
  }

  long rows(String group) {
    return rows.getOrDefault(group, 0L);
  }

  long n(String group, String column) {
    return moments(group, column).n;
  }

  BigDecimal sum(String group, String column) {
    return moments(group, column).sum;
  }

  double mean(String group, String column) {
    Moments m = moments(group, column);
    return m.sum.divide(BigDecimal.valueOf(m.n), PRECISE).doubleValue();
  }

  double sd(String group, String column) {
    Moments m = moments(group, column);
    BigDecimal n = BigDecimal.valueOf(m.n);
    BigDecimal mean = m.sum.divide(n, PRECISE);
    BigDecimal deviation = m.squares.subtract(mean.multiply(m.sum), PRECISE);
    return deviation.divide(n.subtract(BigDecimal.ONE), PRECISE).sqrt(PRECISE).doubleValue();
  }

  private Moments moments(String group, String column) {
    return groups.getOrDefault(group, Map.of()).getOrDefault(column, new Moments());
  }
}
