package io.blindsum.stats;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Rows of one of the project's data sets, and their totals added up in clear. */
record Cohort(List<Map<String, String>> rows) {
  private static final Path DATASETS =
      Path.of(System.getProperty("blindsum.root", ".."), "datasets");

  static Cohort read(String dataset) {
    List<String> lines;
    try {
      lines = Files.readAllLines(DATASETS.resolve(dataset).resolve(dataset + ".csv"));
    } catch (IOException e) {
      throw new IllegalStateException("no data set " + dataset, e);
    }
    String[] names = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], fields[i]);
      }
      rows.add(row);
    }
    return new Cohort(rows);
  }

  Cohort where(Predicate<Map<String, String>> condition) {
    return new Cohort(rows.stream().filter(condition).toList());
  }

  Cohort where(String column, String value) {
    return where(row -> value.equals(row.get(column)));
  }

  /** Returns the rows with a whole number from {@code from} up to before {@code to}. */
  Cohort between(String column, int from, int to) {
    return where(
        row -> {
          int value = Integer.parseInt(text(row, column));
          return value >= from && value < to;
        });
  }

  /** Returns the rows with a value in each of the columns. */
  Cohort complete(String... columns) {
    return where(row -> Arrays.stream(columns).noneMatch(c -> text(row, c).isEmpty()));
  }

  /** Returns the rows of each value of a column, in the order of the numbers or texts. */
  List<Cohort> split(String column) {
    return values(column).stream().map(value -> where(column, value)).toList();
  }

  long size() {
    return rows.size();
  }

  Moments moments(String column) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (Map<String, String> row : rows) {
      sum = sum.add(number(row, column));
      squares = squares.add(number(row, column).pow(2));
    }
    return new Moments(size(), sum, squares);
  }

  CrossMoments crossMoments(String... columns) {
    List<BigDecimal> sums = new ArrayList<>();
    List<List<BigDecimal>> products = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      sums.add(moments(columns[i]).sum());
      List<BigDecimal> row = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        row.add(product(columns[i], columns[j]));
      }
      products.add(row);
    }
    return new CrossMoments(List.of(columns), size(), sums, products);
  }

  Contingency table(String rowColumn, String column) {
    List<List<Long>> counts = new ArrayList<>();
    for (Cohort row : split(rowColumn)) {
      counts.add(values(column).stream().map(value -> row.where(column, value).size()).toList());
    }
    return new Contingency(counts);
  }

  TwoByTwo twoByTwo(Predicate<Map<String, String>> exposed, String event) {
    Cohort with = where(exposed);
    Cohort without = where(exposed.negate());
    return new TwoByTwo(
        with.where(event, "1").size(),
        with.where(event, "0").size(),
        without.where(event, "1").size(),
        without.where(event, "0").size());
  }

  List<SurvivalCount> survival(String time, String event) {
    Map<Integer, long[]> counts = new TreeMap<>();
    for (Map<String, String> row : rows) {
      long[] ends = counts.computeIfAbsent(Integer.valueOf(text(row, time)), t -> new long[2]);
      ends[text(row, event).equals("1") ? 0 : 1]++;
    }
    List<SurvivalCount> result = new ArrayList<>();
    counts.forEach((t, ends) -> result.add(new SurvivalCount(t, ends[0], ends[1])));
    return result;
  }

  private BigDecimal product(String a, String b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, String> row : rows) {
      sum = sum.add(number(row, a).multiply(number(row, b)));
    }
    return sum;
  }

  private List<String> values(String column) {
    Map<BigDecimal, String> numbers = new TreeMap<>();
    TreeSet<String> texts = new TreeSet<>();
    for (Map<String, String> row : rows) {
      String value = text(row, column);
      texts.add(value);
      if (value.matches("[0-9]+")) {
        numbers.put(new BigDecimal(value), value);
      }
    }
    return List.copyOf(numbers.isEmpty() ? texts : numbers.values());
  }

  private static BigDecimal number(Map<String, String> row, String column) {
    return new BigDecimal(text(row, column));
  }

  private static String text(Map<String, String> row, String column) {
    String text = row.get(column);
    if (text == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return text;
  }
}
