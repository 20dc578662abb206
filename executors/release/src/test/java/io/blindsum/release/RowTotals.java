package io.blindsum.release;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.NumberType;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.GroupColumn;
import io.blindsum.question.StatisticSpec;
import io.blindsum.stats.CrossMoments;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Adds up rows in clear, as the sites' totals open to. A value is encoded; -1 is missing. */
final class RowTotals {
  static final int MISSING = -1;

  private final List<ColumnSpec> columns;
  private final List<long[]> rows;

  RowTotals(List<ColumnSpec> columns, List<long[]> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  GroupTotals group(
      Map<String, String> name, List<ColumnSpec> declared, List<StatisticSpec> statistics) {
    return new GroupTotals(
        name,
        name.containsValue("(missing)"),
        rows.size(),
        declared.stream().map(this::column).toList(),
        statistics.stream().map(this::statistic).toList());
  }

  private ColumnTotals column(ColumnSpec column) {
    List<Long> values =
        rows.stream()
            .map(row -> row[columns.indexOf(column)])
            .filter(value -> value != MISSING)
            .toList();
    if (column.type() instanceof NumberType type) {
      List<BigDecimal> numbers = values.stream().map(value -> number(value, type)).toList();
      return new ColumnTotals.Numbers(
          column.name(),
          new Moments(values.size(), sum(numbers), sum(numbers.stream().map(RowTotals::square))));
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (long value = 0; value <= column.type().maxEncoded(); value++) {
      counts.put(column.type().format(value), 0L);
    }
    values.forEach(value -> counts.merge(column.type().format(value), 1L, Long::sum));
    return new ColumnTotals.Categories(column.name(), values.size(), counts);
  }

  private static BigDecimal number(long value, NumberType type) {
    return BigDecimal.valueOf(type.lowest() + value, type.decimals());
  }

  private static BigDecimal square(BigDecimal value) {
    return value.multiply(value);
  }

  private static BigDecimal sum(List<BigDecimal> numbers) {
    return sum(numbers.stream());
  }

  private static BigDecimal sum(Stream<BigDecimal> numbers) {
    return numbers.reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private StatisticTotals statistic(StatisticSpec spec) {
    return spec instanceof StatisticSpec.OfCells cells
        ? cells(cells)
        : products((StatisticSpec.OfProducts) spec);
  }

  private StatisticTotals cells(StatisticSpec.OfCells spec) {
    int size =
        spec.dimensions().stream().mapToInt(GroupColumn::size).reduce(1, Math::multiplyExact);
    long[] counts = new long[size];
    for (long[] row : rows) {
      int cell = 0;
      for (GroupColumn dimension : spec.dimensions()) {
        long value = row[columns.indexOf(dimension.column())];
        int group = value == MISSING ? -1 : dimension.ordinal(value);
        cell = cell < 0 || group < 0 ? -1 : cell * dimension.size() + group;
      }
      if (cell >= 0) {
        counts[cell]++;
      }
    }
    return new StatisticTotals.Cells(spec, Arrays.stream(counts).boxed().toList());
  }

  private StatisticTotals products(StatisticSpec.OfProducts spec) {
    int[] places = spec.columns().stream().mapToInt(columns::indexOf).toArray();
    List<List<BigDecimal>> complete = new ArrayList<>();
    for (long[] row : rows) {
      if (Arrays.stream(places).noneMatch(place -> row[place] == MISSING)) {
        complete.add(
            Arrays.stream(places)
                .mapToObj(place -> number(row[place], (NumberType) columns.get(place).type()))
                .toList());
      }
    }
    List<BigDecimal> sums = new ArrayList<>();
    List<List<BigDecimal>> products = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      int first = i;
      sums.add(sum(complete.stream().map(row -> row.get(first))));
      List<BigDecimal> ofFirst = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        int second = j;
        ofFirst.add(sum(complete.stream().map(row -> row.get(first).multiply(row.get(second)))));
      }
      products.add(ofFirst);
    }
    return new StatisticTotals.Products(
        spec,
        new CrossMoments(
            spec.columns().stream().map(ColumnSpec::name).toList(),
            complete.size(),
            sums,
            products));
  }
}
