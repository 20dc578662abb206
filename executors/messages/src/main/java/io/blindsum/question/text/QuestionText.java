package io.blindsum.question.text;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.EncodingException;
import io.blindsum.encoding.NumberType;
import io.blindsum.encoding.PrintableText;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.SlotNoise;
import io.blindsum.question.GroupBy;
import io.blindsum.question.StatisticSpec;
import io.blindsum.text.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A question as it is written down, in a file or in a message of a stranger, member by member.
 * {@link #parse} is the one gate through which it becomes a {@link Question}.
 *
 * @param study its name, as {@link Names} has it
 * @param dataset a name in each site's catalogue
 * @param parameters of the dataset, numbers or texts by name
 * @param where the condition; empty for none
 * @param whereColumns types of the columns that only the condition needs, by name
 * @param missing words that mean that there is no value, by the name of a column; those of the
 *     empty name hold for all
 * @param columns types of the columns that get totals, by name
 * @param groupBy as {@link GroupBy#parse} takes it
 * @param stats words such as {@code mean}, and statistics such as {@code hist(sbp,10)}
 * @param layout {@code wide}, {@code tall} or {@code partials}
 * @param limits of the answer
 */
public record QuestionText(
    String study,
    String dataset,
    Map<String, Object> parameters,
    String where,
    Map<String, String> whereColumns,
    Map<String, List<String>> missing,
    Map<String, String> columns,
    List<String> groupBy,
    List<String> stats,
    String layout,
    Question.Limits limits) {
  /** The statistics that need nothing but each column's count, sum and sum of squares. */
  private static final Set<String> MOMENTS =
      Set.of("count", "sum", "mean", "variance", "sd", "ci", "proportion", "welch", "anova");

  /** Those of them whose formulas know nothing of noise. */
  private static final Set<String> OF_EXACT_TOTALS = Set.of("ci", "proportion", "welch", "anova");

  private static final int MOST = 1000;
  private static final int MOST_WORDS = 100;
  private static final int LONGEST_WORD = 100;

  /**
   * Parses the question.
   *
   * @throws QuestionException naming the first member that is wrong
   */
  public Question parse() {
    requireFew("parameters", parameters.keySet());
    requireFew("group_by", groupBy);
    requireFew("stats", stats);
    requirePlainParameters();
    List<ColumnSpec> declared = specs("columns", columns);
    if (declared.isEmpty()) {
      throw new QuestionException("columns", "name at least one, such as age: int[0..120]");
    }
    GroupBy groups = checked("group_by", () -> GroupBy.parse(groupBy, declared));
    List<StatisticSpec> statistics = statistics(declared);
    limits.noise().ifPresent(noise -> requireNoisy(statistics));
    return new Question(
        name("study", study),
        name("dataset", dataset),
        parameters,
        condition(declared),
        missing(declared, groups),
        declared,
        groups,
        moments(groups, declared),
        statistics,
        mode(),
        checkedLimits(),
        Question.Run.NONE);
  }

  /**
   * Returns what {@code group_by} means where people write it.
   *
   * @throws QuestionException naming the member that is wrong
   */
  static List<String> groups(List<String> options, Map<String, String> columns) {
    requireFew("group_by", options);
    List<ColumnSpec> declared = specs("columns", columns);
    return checked("group_by", () -> GroupBy.parseOptions(options, declared).texts());
  }

  private static void requireFew(String member, Collection<?> values) {
    if (values.size() > MOST) {
      throw new QuestionException(member, "more than 1,000");
    }
  }

  private static String name(String member, String name) {
    if (!Names.isName(name)) {
      throw new QuestionException(member, Names.NO_NAME);
    }
    return name;
  }

  /** More about the values the data set knows, at the site. */
  private void requirePlainParameters() {
    parameters.forEach(
        (name, value) -> {
          boolean plain = value instanceof String || value instanceof Number;
          if (!plain || (name + value).chars().anyMatch(Character::isISOControl)) {
            throw new QuestionException("parameters", "not one number or text for each name");
          }
        });
  }

  /** Returns the columns in the order of their names, the only one that a colony keeps. */
  private static List<ColumnSpec> specs(String member, Map<String, String> types) {
    requireFew(member, types.keySet());
    List<ColumnSpec> specs = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          try {
            specs.add(new ColumnSpec(name, ColumnType.parse(type)));
          } catch (EncodingException e) {
            throw new QuestionException(member, name, String.valueOf(e.getMessage()));
          }
        });
    specs.sort(Comparator.comparing(ColumnSpec::name));
    return specs;
  }

  private Optional<WhereClause> condition(List<ColumnSpec> declared) {
    List<ColumnSpec> more = specs("where_columns", whereColumns);
    List<ColumnSpec> all = new ArrayList<>(declared);
    for (ColumnSpec column : more) {
      if (columns.containsKey(column.name())) {
        throw new QuestionException(
            "where_columns", "'" + column.name() + "' is among the columns already");
      }
      all.add(column);
    }
    Optional<WhereClause> condition =
        where.isEmpty()
            ? Optional.empty()
            : Optional.of(checked("where", () -> WhereClause.parse(where, all)));
    for (ColumnSpec column : more) {
      if (condition.isEmpty() || !condition.get().columns().contains(column)) {
        throw new QuestionException("where_columns", "'" + column.name() + "' is not in where");
      }
    }
    return condition;
  }

  private SortedMap<String, List<String>> missing(List<ColumnSpec> declared, GroupBy groups) {
    requireFew("missing", missing.keySet());
    Set<String> names = new HashSet<>(whereColumns.keySet());
    declared.forEach(column -> names.add(column.name()));
    groups.columns().forEach(group -> names.add(group.column().name()));
    names.add(Question.EVERY_COLUMN);
    SortedMap<String, List<String>> sorted = new TreeMap<>();
    missing.forEach(
        (column, words) -> {
          if (!names.contains(column)) {
            throw new QuestionException("missing", column, "not a column of the question");
          }
          if (words.size() > MOST_WORDS || !words.stream().allMatch(QuestionText::isWord)) {
            throw new QuestionException(
                "missing",
                column,
                "up to 100 texts of 1 to 100 characters, without blanks around, expected");
          }
          sorted.put(column, words.stream().distinct().sorted().toList());
        });
    sorted.values().removeIf(List::isEmpty);
    return sorted;
  }

  private static boolean isWord(String word) {
    return !word.isEmpty()
        && word.length() <= LONGEST_WORD
        && word.equals(word.strip())
        && word.codePoints().noneMatch(PrintableText::steers);
  }

  private List<String> moments(GroupBy groups, List<ColumnSpec> declared) {
    List<String> moments = stats.stream().filter(MOMENTS::contains).toList();
    requireColumns(moments, declared);
    // those of rows without a value are not compared
    long compared = IntStream.range(0, groups.size()).filter(g -> !groups.isMissing(g)).count();
    if (moments.contains("welch") && compared != 2) {
      throw new QuestionException("stats", "welch compares two groups, group_by makes " + compared);
    }
    if (moments.contains("anova") && compared < 2) {
      throw new QuestionException("stats", "anova compares groups, group_by makes one");
    }
    return moments;
  }

  /** Refuses what would be printed of no column. */
  private static void requireColumns(List<String> moments, List<ColumnSpec> declared) {
    List<NumberType> numbers =
        declared.stream()
            .map(ColumnSpec::type)
            .filter(NumberType.class::isInstance)
            .map(NumberType.class::cast)
            .toList();
    for (String moment : moments) {
      if (!moment.equals("count") && numbers.isEmpty()) {
        throw new QuestionException(
            "stats", moment + " needs a column of numbers, and there are categories only");
      }
      if (moment.equals("proportion") && numbers.stream().noneMatch(QuestionText::mayBeBinary)) {
        throw new QuestionException(
            "stats", "proportion needs a column of 0 and 1, such as int[0..1], and there is none");
      }
    }
  }

  private static boolean mayBeBinary(NumberType type) {
    return type.decimals() == 0 && type.lowest() <= 1 && type.highest() >= 0;
  }

  private List<StatisticSpec> statistics(List<ColumnSpec> declared) {
    List<StatisticSpec> statistics = new ArrayList<>();
    for (String text : stats) {
      if (text.contains("(")) {
        statistics.add(checked("stats", () -> StatisticSpec.parse(text, declared)));
      } else if (!MOMENTS.contains(text)) {
        throw new QuestionException("stats", "unknown statistic '" + text + "'");
      }
    }
    return statistics;
  }

  /** Refuses what cannot be asked with noise. */
  private void requireNoisy(List<StatisticSpec> statistics) {
    Optional<String> test = stats.stream().filter(OF_EXACT_TOTALS::contains).findFirst();
    if (test.isPresent()) {
      throw new QuestionException(
          "stats",
          test.get() + " is not computed from totals with noise (epsilon); leave one of them out");
    }
    if (limits.rule().rounding() > 1) {
      throw new QuestionException(
          "limits", "rounding", "counts with noise (epsilon) are not rounded; leave one out");
    }
    try {
      SlotNoise.require(statistics, mode());
    } catch (EncodingException e) {
      throw new QuestionException("limits", "epsilon", String.valueOf(e.getMessage()));
    }
  }

  private LayoutMode mode() {
    return LayoutMode.parse(layout)
        .orElseThrow(() -> new QuestionException("layout", "wide, tall or partials expected"));
  }

  private Question.Limits checkedLimits() {
    requireRange("max_rows", limits.maxRows(), SlotLayout.MAX_ROWS);
    requireRange("sites_min", limits.sitesMin(), MOST);
    requireRange("min_cell", limits.rule().minCell(), MOST);
    requireRange("rounding", limits.rule().rounding(), MOST);
    requireRange("rows_per_parameter", limits.rule().rowsPerParameter(), MOST);
    Optional<String> contradiction = limits.rule().contradiction();
    if (contradiction.isPresent()) {
      throw new QuestionException("limits", "rounding", contradiction.get());
    }
    return limits;
  }

  private static void requireRange(String entry, long value, long most) {
    if (value < 1 || value > most) {
      throw new QuestionException("limits", entry, "not a whole number from 1 to " + most);
    }
  }

  private static <T> T checked(String member, Supplier<T> read) {
    try {
      return read.get();
    } catch (EncodingException e) {
      throw new QuestionException(member, String.valueOf(e.getMessage()));
    }
  }
}
