package io.blindsum.cohort.query;

import io.blindsum.cohort.DataException;
import io.blindsum.cohort.YamlMap;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.GroupBy;
import io.blindsum.encoding.LayoutMode;
import io.blindsum.encoding.SlotLayout;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.encoding.StatisticSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a study's question from the YAML file that people write.
 *
 * <pre>
 * study: heart-2026
 * dataset: cohort
 * where: age &gt;= 40 and diabetes = 1
 * where_columns:            # needed by where alone: no totals of them leave
 *   diabetes: int[0..1]
 * columns:
 *   age: int[18..120]
 *   sbp: int[60..260]
 *   sex: cat{F,M}
 * group_by: [sex, age:10]
 * stats: [count, mean, sd, hist(sbp,10), corr(age,sbp)]
 * limits: {patients: 10_000_000, sites_min: 2, min_cell: 10}
 * sites: [karolinska, lulea]
 * </pre>
 *
 * <p>Every fault is a {@link DataException} with its line and column.
 */
public final class QueryFile {
  /** The statistics that need nothing but each column's count, sum and sum of squares. */
  private static final Set<String> MOMENTS =
      Set.of("count", "sum", "mean", "variance", "sd", "ci", "proportion", "welch", "anova");

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}";
  private static final long DEFAULT_PATIENTS = 10_000_000;
  private static final int MAX_SITES = 1000;
  private static final int MAX_WINDOW = 64;
  private static final int MAX_BATCH_SECONDS = 86_400;

  private final YamlMap file;

  private QueryFile(YamlMap file) {
    this.file =
        file.requireOnly(
            "study",
            "dataset",
            "parameters",
            "where",
            "where_columns",
            "columns",
            "group_by",
            "stats",
            "layout",
            "limits",
            "sites",
            "cloud");
  }

  /** Reads a file. */
  public static StudyQuery read(Path path) {
    return new QueryFile(YamlMap.read(path)).query();
  }

  /**
   * Reads a text.
   *
   * @param name what messages call it
   */
  public static StudyQuery parse(String name, String text) {
    return new QueryFile(YamlMap.parse(name, text)).query();
  }

  private StudyQuery query() {
    List<ColumnSpec> columns = columns("columns");
    if (columns.isEmpty()) {
      throw file.fault("columns", "none is declared");
    }
    GroupBy groupBy = checked("group_by", () -> GroupBy.parse(file.texts("group_by"), columns));
    List<String> moments = new ArrayList<>();
    List<StatisticSpec> statistics = statistics(columns, groupBy, moments);
    List<String> sites = sites();
    return new StudyQuery(
        name("study"),
        name("dataset"),
        file.map("parameters").map(YamlMap::toTexts).orElse(Map.of()),
        where(columns),
        columns,
        groupBy,
        moments,
        statistics,
        layout(),
        limits(sites),
        sites,
        cloud("window", MAX_WINDOW),
        cloud("batch_seconds", MAX_BATCH_SECONDS));
  }

  private String name(String member) {
    String name = file.text(member);
    if (!name.matches(NAME)) {
      throw file.fault(member, "not a name of letters, digits, '.', '_' and '-'");
    }
    return name;
  }

  /** Returns the columns in the order of their names, the only one that a colony keeps. */
  private List<ColumnSpec> columns(String member) {
    Optional<YamlMap> declared = file.map(member);
    if (declared.isEmpty()) {
      return List.of();
    }
    List<ColumnSpec> columns = new ArrayList<>();
    declared
        .get()
        .toTexts()
        .forEach(
            (name, type) -> {
              try {
                columns.add(new ColumnSpec(name, ColumnType.parse(type)));
              } catch (SpecificationException e) {
                throw declared.get().fault(name, String.valueOf(e.getMessage()));
              }
            });
    columns.sort(Comparator.comparing(ColumnSpec::name));
    return columns;
  }

  private Optional<WhereClause> where(List<ColumnSpec> columns) {
    List<ColumnSpec> all = new ArrayList<>(columns);
    for (ColumnSpec column : columns("where_columns")) {
      if (all.stream().anyMatch(c -> c.name().equals(column.name()))) {
        throw file.fault("where_columns", "'" + column.name() + "' is among the columns already");
      }
      all.add(column);
    }
    Optional<WhereClause> where =
        file.optionalText("where")
            .map(text -> checked("where", () -> WhereClause.parse(text, all)));
    for (ColumnSpec column : all.subList(columns.size(), all.size())) {
      if (where.isEmpty() || !where.get().columns().contains(column)) {
        throw file.fault("where_columns", "'" + column.name() + "' is not in where");
      }
    }
    return where;
  }

  private List<StatisticSpec> statistics(
      List<ColumnSpec> columns, GroupBy groupBy, List<String> moments) {
    List<StatisticSpec> statistics = new ArrayList<>();
    for (String text : joined(file.texts("stats"))) {
      if (MOMENTS.contains(text)) {
        moments.add(text);
      } else if (text.contains("(")) {
        statistics.add(checked("stats", () -> StatisticSpec.parse(text, columns)));
      } else {
        throw file.fault("stats", "unknown statistic '" + text + "'");
      }
    }
    if (moments.contains("welch") && groupBy.size() != 2) {
      throw file.fault("stats", "welch compares two groups, group_by makes " + groupBy.size());
    }
    if (moments.contains("anova") && groupBy.size() < 2) {
      throw file.fault("stats", "anova compares groups, group_by makes one");
    }
    return statistics;
  }

  /** Puts together again what YAML took for members of a list: {@code hist(sbp} and {@code 10)}. */
  private static List<String> joined(List<String> parts) {
    List<String> whole = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(text.isEmpty() ? "" : ",").append(part);
      if (count(text, '(') <= count(text, ')')) {
        whole.add(text.toString());
        text.setLength(0);
      }
    }
    if (!text.isEmpty()) {
      whole.add(text.toString());
    }
    return whole;
  }

  private static long count(CharSequence text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private LayoutMode layout() {
    return switch (file.optionalText("layout").orElse("wide")) {
      case "wide" -> LayoutMode.WIDE;
      case "tall" -> LayoutMode.TALL;
      default -> throw file.fault("layout", "neither wide nor tall");
    };
  }

  private StudyQuery.Limits limits(List<String> sites) {
    Optional<YamlMap> limits = file.map("limits");
    if (limits.isEmpty()) {
      return new StudyQuery.Limits(DEFAULT_PATIENTS, 1, 10);
    }
    YamlMap map = limits.get().requireOnly("patients", "sites_min", "min_cell");
    int most = sites.isEmpty() ? MAX_SITES : sites.size();
    return new StudyQuery.Limits(
        map.integer("patients", 1, SlotLayout.MAX_ROWS, DEFAULT_PATIENTS),
        (int) map.integer("sites_min", 1, most, 1L),
        (int) map.integer("min_cell", 1, 1000, 10L));
  }

  private List<String> sites() {
    List<String> sites = file.texts("sites");
    for (String site : sites) {
      if (!site.matches(NAME)) {
        throw file.fault("sites", "a site has no name of letters, digits, '.', '_' and '-'");
      }
    }
    if (sites.stream().distinct().count() < sites.size() || sites.size() > MAX_SITES) {
      throw file.fault("sites", "up to 1,000 sites, each once, expected");
    }
    return sites;
  }

  private int cloud(String member, int max) {
    return file.map("cloud")
        .map(cloud -> cloud.requireOnly("window", "batch_seconds").integer(member, 1, max, 0L))
        .orElse(0L)
        .intValue();
  }

  private <T> T checked(String member, Supplier<T> read) {
    try {
      return read.get();
    } catch (SpecificationException e) {
      throw file.fault(member, String.valueOf(e.getMessage()));
    }
  }
}
