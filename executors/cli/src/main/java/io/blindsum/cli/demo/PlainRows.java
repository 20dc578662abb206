package io.blindsum.cli.demo;

import io.blindsum.cohort.CohortSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows in clear, and statistics computed from them one by one, the way a statistician would: what
 * the encrypted way is compared with. Shares no code with it.
 */
final class PlainRows {
  private static final MathContext PRECISE = new MathContext(80, RoundingMode.HALF_EVEN);

  private final String groupColumn;
  private final List<String> columns;
  private final Map<String, List<List<BigDecimal>>> groups = new HashMap<>();

  /** Reads these columns, which have a value in each row. */
  PlainRows(String groupColumn, List<String> columns) {
    this.groupColumn = groupColumn;
    this.columns = columns;
  }

  void add(CohortSource source) {
    while (source.next()) {
      List<BigDecimal> row = new ArrayList<>();
      for (String column : columns) {
        row.add(new BigDecimal(source.field(source.column(column)).toString()));
      }
      String group = source.field(source.column(groupColumn)).toString();
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(row);
    }
  }

  private List<BigDecimal> values(String group, String column) {
    int index = columns.indexOf(column);
    return groups.getOrDefault(group, List.of()).stream().map(row -> row.get(index)).toList();
  }

  long count(String group) {
    return groups.getOrDefault(group, List.of()).size();
  }

  BigDecimal sum(String group, String column) {
    return values(group, column).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  double mean(String group, String column) {
    return exactMean(group, column).doubleValue();
  }

  private BigDecimal exactMean(String group, String column) {
    return sum(group, column).divide(BigDecimal.valueOf(count(group)), PRECISE);
  }

  double sd(String group, String column) {
    List<BigDecimal> values = values(group, column);
    BigDecimal deviation =
        product(values, values)
            .subtract(exactMean(group, column).multiply(sum(group, column)), PRECISE);
    return deviation
        .divide(BigDecimal.valueOf(count(group) - 1), PRECISE)
        .sqrt(PRECISE)
        .doubleValue();
  }

  /** Returns how many values lie in [from, below). */
  long countIn(String group, String column, BigDecimal from, BigDecimal below) {
    return values(group, column).stream()
        .filter(value -> value.compareTo(from) >= 0 && value.compareTo(below) < 0)
        .count();
  }

  /** Returns how many people were followed up to a time. */
  long atRisk(String group, String time, int at) {
    return values(group, time).stream().filter(value -> value.intValueExact() >= at).count();
  }

  /** Returns how many events there were at a time. */
  long events(String group, String time, String event, int at) {
    List<BigDecimal> times = values(group, time);
    List<BigDecimal> events = values(group, event);
    return IntStream.range(0, times.size())
        .filter(i -> times.get(i).intValueExact() == at && events.get(i).signum() > 0)
        .count();
  }

  /** Returns the product-limit estimate after the events of a time. */
  double survival(String group, String time, String event, int at) {
    BigDecimal survival = BigDecimal.ONE;
    for (int t = 0; t <= at; t++) {
      long people = atRisk(group, time, t);
      if (people > 0) {
        BigDecimal left = BigDecimal.valueOf(people - events(group, time, event, t));
        survival = survival.multiply(left, PRECISE).divide(BigDecimal.valueOf(people), PRECISE);
      }
    }
    return survival.doubleValue();
  }

  /** Returns the intercept and slopes of least squares, by elimination in the normal equations. */
  List<Double> coefficients(String group, String response, List<String> predictors) {
    List<List<BigDecimal>> variables = new ArrayList<>();
    List<BigDecimal> y = values(group, response);
    variables.add(y.stream().map(value -> BigDecimal.ONE).toList());
    predictors.forEach(predictor -> variables.add(values(group, predictor)));
    int size = variables.size();
    BigDecimal[][] equations = new BigDecimal[size][size + 1];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        equations[i][j] = product(variables.get(i), variables.get(j));
      }
      equations[i][size] = product(variables.get(i), y);
    }
    return solve(equations);
  }

  private static BigDecimal product(List<BigDecimal> a, List<BigDecimal> b) {
    return IntStream.range(0, a.size())
        .mapToObj(i -> a.get(i).multiply(b.get(i)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Eliminates; the matrix of normal equations is positive definite and needs no pivots. */
  private static List<Double> solve(BigDecimal[][] rows) {
    for (int pivot = 0; pivot < rows.length; pivot++) {
      for (int i = 0; i < rows.length; i++) {
        if (i != pivot) {
          BigDecimal factor = rows[i][pivot].divide(rows[pivot][pivot], PRECISE);
          for (int j = pivot; j <= rows.length; j++) {
            rows[i][j] = rows[i][j].subtract(rows[pivot][j].multiply(factor), PRECISE);
          }
        }
      }
    }
    List<Double> solution = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      solution.add(rows[i][rows.length].divide(rows[i][i], PRECISE).doubleValue());
    }
    return solution;
  }
}
