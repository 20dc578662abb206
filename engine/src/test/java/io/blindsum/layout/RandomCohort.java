package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.NumberType;
import io.blindsum.encoding.PlainNotation;
import io.blindsum.layout.ColumnTotals.Categories;
import io.blindsum.layout.ColumnTotals.Numbers;
import io.blindsum.question.GroupBy;
import io.blindsum.question.StatisticSpec;
import io.blindsum.stats.CrossMoments;
import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Rows of texts under a layout, with their totals computed twice: packed, and with BigDecimal.
 *
 * @param layout of the rows
 * @param rows the texts of {@link SlotLayout#inputs}; "NA" for no value
 */
record RandomCohort(SlotLayout layout, List<List<String>> rows) {
  private static final int BLOCKS = 7;
  private static final List<LayoutMode> MODES = List.of(LayoutMode.values());

  static RandomCohort of(Random random) {
    List<ColumnSpec> columns = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      columns.add(new ColumnSpec("column " + i, randomType(random)));
    }
    GroupBy groupBy = GroupBy.parse(randomGroups(random, columns), columns);
    int size = random.nextInt(200);
    SlotLayout layout =
        SlotLayout.of(
            columns,
            groupBy,
            groupBy.size() > 100 ? List.of() : randomStatistics(random, columns),
            1 + size + random.nextInt(1_000_000),
            300 + random.nextInt(3000),
            MODES.get(random.nextInt(MODES.size())));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(randomRow(random, layout));
    }
    return new RandomCohort(layout, rows);
  }

  private static ColumnType randomType(Random random) {
    if (random.nextInt(3) == 0) {
      String[] labels = new String[1 + random.nextInt(5)];
      Arrays.setAll(labels, i -> random.nextBoolean() ? "label " + i : Integer.toString(i));
      return new CategoryType(List.of(labels));
    }
    int decimals = random.nextInt(4);
    long lowest = random.nextInt(2000) - 1000L;
    long span =
        random.nextBoolean() ? random.nextInt(30) : random.nextLong(1L << random.nextInt(50));
    return new NumberType(PlainNotation.DEC, decimals, lowest, lowest + span);
  }

  private static List<String> randomGroups(Random random, List<ColumnSpec> columns) {
    List<String> groups = new ArrayList<>();
    for (ColumnSpec column : columns) {
      // at most ten values each, and four arms: below the limit of 1000 groups
      if (groups.size() == 2 || random.nextInt(3) > 0) {
        continue;
      }
      if (column.type().maxEncoded() < 10) {
        groups.add(column.name() + (random.nextBoolean() ? ":" : ""));
      } else if (column.type() instanceof NumberType type) {
        long width = 1 + type.maxEncoded() / (1 + random.nextInt(6));
        groups.add(column.name() + ":" + type.plain(width) + (random.nextBoolean() ? "," : ""));
      }
    }
    if (random.nextBoolean()) {
      groups.add("arms:7,placebo,0.5" + (random.nextBoolean() ? "," : ""));
    }
    return groups;
  }

  private static List<StatisticSpec> randomStatistics(Random random, List<ColumnSpec> columns) {
    List<String> few = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    List<String> statistics = new ArrayList<>();
    for (ColumnSpec column : columns) {
      if (column.type().maxEncoded() < 12) {
        few.add(column.name());
      }
      if (column.type() instanceof NumberType type) {
        numbers.add(column.name());
        long width = 1 + type.maxEncoded() / (1 + random.nextInt(6));
        statistics.add("hist(" + column.name() + "," + type.plain(width) + ")");
      }
    }
    if (few.size() > 1) {
      statistics.add("table(" + few.get(1) + "," + few.get(0) + ")");
    }
    if (numbers.size() > 1) {
      statistics.add("corr(" + numbers.get(0) + "," + numbers.get(1) + ")");
    }
    if (numbers.size() > 2) {
      String others = numbers.get(0) + " + " + numbers.get(1);
      statistics.add("ols(" + numbers.get(2) + " ~ " + others + ")");
    }
    statistics.removeIf(s -> random.nextBoolean());
    return statistics.stream().map(s -> StatisticSpec.parse(s, columns)).toList();
  }

  private static List<String> randomRow(Random random, SlotLayout layout) {
    List<String> row = new ArrayList<>();
    for (ColumnSpec column : layout.inputs()) {
      boolean grouped =
          layout.groupBy().columns().stream()
              .anyMatch(g -> g.column().equals(column) && !layout.groupBy().hasMissing(g));
      long u = random.nextLong(column.type().maxEncoded() + 1);
      row.add(!grouped && random.nextInt(5) == 0 ? "NA" : column.type().format(u));
    }
    return row;
  }

  /** Encodes all rows into small block arrays, adds the plaintexts up, and decodes. */
  List<GroupTotals> packedTotals() {
    BigInteger[] totals = new BigInteger[layout.plaintextsPerRecord()];
    Arrays.fill(totals, BigInteger.ZERO);
    PackedEncoder encoder = PackedEncoder.of(layout);
    int count = Math.max(BLOCKS, layout.plaintextsPerRecord());
    BlockArray blocks = BlockArray.allocate(count, layout.plaintextBytes());
    RowBuffer row = layout.newRow();
    long written = 0;
    int room = encoder.start(blocks);
    for (List<String> texts : rows) {
      if (room == 0) {
        written += addUp(totals, blocks, encoder.finish());
        room = encoder.start(blocks);
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(row.read(i, texts.get(i)).isUsable()).isTrue();
      }
      room = encoder.add(row);
    }
    written += addUp(totals, blocks, encoder.finish());
    assertThat(written).isEqualTo(layout.plaintexts(rows.size()));
    return TotalsDecoder.of(layout).decode(List.of(totals), rows.size());
  }

  private static int addUp(BigInteger[] totals, BlockArray blocks, int used) {
    for (int i = 0; i < used; i++) {
      totals[i % totals.length] = totals[i % totals.length].add(blocks.get(i));
    }
    blocks.wipe();
    return used;
  }

  /** Computes the same from the texts alone. */
  List<GroupTotals> plainTotals() {
    List<GroupTotals> totals = new ArrayList<>();
    for (int group = 0; group < layout.groupBy().size(); group++) {
      Map<String, String> labels = layout.groupBy().labels(group);
      List<List<String>> members = rows.stream().filter(row -> isMember(row, labels)).toList();
      List<ColumnTotals> columns = new ArrayList<>();
      for (int i = 0; i < layout.columns().size(); i++) {
        int column = i;
        List<String> values =
            members.stream().map(row -> row.get(column)).filter(v -> !v.equals("NA")).toList();
        columns.add(plainTotals(layout.columns().get(i), values));
      }
      List<StatisticTotals> statistics =
          layout.statistics().stream().map(s -> plainTotals(s, members)).toList();
      totals.add(
          new GroupTotals(
              labels, labels.containsValue("(missing)"), members.size(), columns, statistics));
    }
    return totals;
  }

  private StatisticTotals plainTotals(StatisticSpec spec, List<List<String>> members) {
    List<Integer> inputs = spec.columns().stream().map(layout.columns()::indexOf).toList();
    List<List<String>> complete =
        members.stream()
            .map(row -> inputs.stream().map(row::get).toList())
            .filter(values -> !values.contains("NA"))
            .toList();
    if (spec instanceof StatisticSpec.OfProducts products) {
      return new StatisticTotals.Products(products, plainMoments(products.columns(), complete));
    }
    StatisticSpec.OfCells cells = (StatisticSpec.OfCells) spec;
    List<Long> counts = new ArrayList<>();
    GroupBy all = new GroupBy(cells.dimensions(), Set.of());
    for (int cell = 0; cell < all.size(); cell++) {
      List<String> labels = List.copyOf(all.labels(cell).values());
      counts.add(complete.stream().filter(values -> isIn(values, labels)).count());
    }
    return new StatisticTotals.Cells(cells, counts);
  }

  private static CrossMoments plainMoments(List<ColumnSpec> columns, List<List<String>> rows) {
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    List<BigDecimal> sums = new ArrayList<>();
    List<List<BigDecimal>> products = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      BigDecimal sum = BigDecimal.valueOf(0, decimals(columns.get(i)));
      List<BigDecimal> line = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        line.add(BigDecimal.valueOf(0, decimals(columns.get(i)) + decimals(columns.get(j))));
      }
      for (List<String> row : rows) {
        BigDecimal value = new BigDecimal(row.get(i));
        sum = sum.add(value);
        for (int j = 0; j <= i; j++) {
          line.set(j, line.get(j).add(value.multiply(new BigDecimal(row.get(j)))));
        }
      }
      sums.add(sum);
      products.add(line);
    }
    return new CrossMoments(names, rows.size(), sums, products);
  }

  private static int decimals(ColumnSpec column) {
    return ((NumberType) column.type()).decimals();
  }

  private static boolean isIn(List<String> values, List<String> labels) {
    for (int i = 0; i < values.size(); i++) {
      if (!isIn(values.get(i), labels.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isMember(List<String> row, Map<String, String> labels) {
    for (int i = 0; i < row.size(); i++) {
      String label = labels.get(layout.inputs().get(i).name());
      if (label != null && !isIn(row.get(i), label)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a value is the label, or lies in the band that the label names. */
  private static boolean isIn(String value, String label) {
    if (value.equals("NA") || label.equals("(missing)")) {
      return value.equals("NA") && label.equals("(missing)");
    }
    int cut = label.contains("..") ? label.indexOf("..") : label.indexOf('-', 1);
    if (value.equals(label) || cut < 0) {
      return value.equals(label);
    }
    BigDecimal number = new BigDecimal(value);
    String last = label.substring(cut + (label.contains("..") ? 2 : 1));
    return number.compareTo(new BigDecimal(label.substring(0, cut))) >= 0
        && number.compareTo(new BigDecimal(last)) <= 0;
  }

  private static ColumnTotals plainTotals(ColumnSpec column, List<String> values) {
    if (column.type() instanceof CategoryType type) {
      Map<String, Long> counts = new LinkedHashMap<>();
      for (String label : type.labels()) {
        counts.put(label, values.stream().filter(label::equals).count());
      }
      return new Categories(column.name(), values.size(), counts);
    }
    int decimals = ((NumberType) column.type()).decimals();
    BigDecimal sum = BigDecimal.valueOf(0, decimals);
    BigDecimal squares = BigDecimal.valueOf(0, 2 * decimals);
    for (String value : values) {
      BigDecimal number = new BigDecimal(value);
      sum = sum.add(number);
      squares = squares.add(number.multiply(number));
    }
    return new Numbers(column.name(), new Moments(values.size(), sum, squares));
  }
}
