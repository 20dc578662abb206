package io.blindsum.question.text;

import io.blindsum.encoding.SpecificationException;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.Noise;
import io.blindsum.text.DataException;
import io.blindsum.text.Names;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a study's question from the YAML file that people write.
 *
 * <pre>
 * study: heart-2026
 * dataset: cohort
 * where: age &gt;= 40 and diabetes = 1
 * where_columns:            # needed by where alone: no totals of them leave
 *   diabetes: int[0..1]
 * missing: [-99, NaN]        # or of one column: {age: [999]}
 * columns:
 *   age: int[18..120]
 *   sbp: int[60..260]
 *   sex: cat{F,M}
 * group_by: [sex, age:10]
 * stats: [count, mean, sd, hist(sbp,10), corr(age,sbp)]
 * limits: {max_rows: 10_000_000, sites_min: 2, min_cell: 10}
 * sites: [karolinska, lulea]
 * cloud: {window: 16, batch_rows: 50_000, batch_seconds: 300}
 * </pre>
 *
 * <p>Every fault is a {@link DataException} with its line and column.
 */
public final class QuestionFile {
  /** What {@code max_rows} was called in questions of before. */
  private static final String OLD_MAX_ROWS = "patients";

  private static final long DEFAULT_MAX_ROWS = 10_000_000;
  private static final int MAX_SITES = 1000;
  private static final int MAX_WINDOW = 1000;
  private static final int MAX_BATCH_ROWS = 100_000_000;
  private static final int MAX_SECONDS = 86_400;

  private final YamlMap file;

  private QuestionFile(YamlMap file) {
    this.file =
        file.requireOnly(
            "study",
            "dataset",
            "parameters",
            "where",
            "where_columns",
            "missing",
            "columns",
            "group_by",
            "stats",
            "layout",
            "limits",
            "sites",
            "cloud");
  }

  /** Reads a file. */
  public static Question read(Path path) {
    return of(YamlMap.read(path));
  }

  /** Reads what is in such a file. */
  public static Question of(YamlMap file) {
    return new QuestionFile(file).question();
  }

  private Question question() {
    List<String> sites = sites();
    try {
      return text(sites).parse().asking(run(sites));
    } catch (QuestionException e) {
      throw e.entry().isEmpty() ? file.fault(e.member(), e.what()) : entryFault(e);
    }
  }

  private QuestionText text(List<String> sites) {
    Map<String, String> columns = texts("columns");
    return new QuestionText(
        file.text("study"),
        file.text("dataset"),
        file.map("parameters").map(YamlMap::toValues).orElse(Map.of()),
        file.optionalText("where").orElse(""),
        texts("where_columns"),
        missing(),
        columns,
        QuestionText.groups(file.pairs("group_by"), columns),
        joined(file.texts("stats")),
        file.optionalText("layout").orElse("wide"),
        limits(Math.max(1, sites.size())));
  }

  /** Reads one list of words for every column, or a list for each of some. */
  private Map<String, List<String>> missing() {
    if (!file.isMap("missing")) {
      List<String> words = file.texts("missing");
      return words.isEmpty() ? Map.of() : Map.of(Question.EVERY_COLUMN, words);
    }
    YamlMap byColumn = file.map("missing").orElseThrow();
    Map<String, List<String>> words = new LinkedHashMap<>();
    byColumn.names().forEach(column -> words.put(column, byColumn.texts(column)));
    return words;
  }

  private Map<String, String> texts(String member) {
    return file.map(member).map(YamlMap::toTexts).orElse(Map.of());
  }

  private DataException entryFault(QuestionException e) {
    return file.map(e.member()).orElse(file).fault(e.entry(), e.what());
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

  /** Every site has to contribute unless fewer are enough. */
  private Question.Limits limits(int sites) {
    Optional<YamlMap> limits = file.map("limits");
    if (limits.isEmpty()) {
      return new Question.Limits(
          DEFAULT_MAX_ROWS,
          sites,
          ReleaseRule.of(Question.Limits.DEFAULT_MIN_CELL),
          Optional.empty());
    }
    YamlMap map = limits.get();
    List<String> members =
        new ArrayList<>(List.of("max_rows", OLD_MAX_ROWS, "sites_min", "epsilon"));
    members.addAll(RuleMembers.NAMES);
    map.requireOnly(members.toArray(String[]::new));
    ReleaseRule rule = RuleMembers.read(map, Question.Limits.DEFAULT_MIN_CELL);
    long maxRows = maxRows(map);
    requireShown(map, "min_cell", rule.minCell(), maxRows);
    requireShown(map, "rounding", rule.rounding(), maxRows);
    return new Question.Limits(
        maxRows,
        (int) map.integer("sites_min", 1, sitesMost(sites), (long) sites),
        rule,
        noise(map));
  }

  private static Optional<Noise> noise(YamlMap limits) {
    try {
      return limits.optionalText("epsilon").map(Noise::parse);
    } catch (SpecificationException e) {
      throw limits.fault("epsilon", String.valueOf(e.getMessage()));
    }
  }

  /** Refuses a question of which no count could be shown. */
  private static void requireShown(YamlMap limits, String member, int number, long maxRows) {
    if (number > maxRows && number > 1) {
      throw limits.fault(
          member,
          "%s of at most %s rows: no count could be shown; ask about more rows, or make it less"
              .formatted(number, maxRows));
    }
  }

  private static long maxRows(YamlMap limits) {
    if (limits.has("max_rows") && limits.has(OLD_MAX_ROWS)) {
      throw limits.fault(OLD_MAX_ROWS, "an old name of max_rows, which is there too; leave one");
    }
    String name = limits.has(OLD_MAX_ROWS) ? OLD_MAX_ROWS : "max_rows";
    return limits.integer(name, 1, SlotLayout.MAX_ROWS, DEFAULT_MAX_ROWS);
  }

  /** Without sites the file is for others to fill in. */
  private int sitesMost(int sites) {
    return file.has("sites") ? sites : MAX_SITES;
  }

  private List<String> sites() {
    List<String> sites = file.texts("sites");
    for (String site : sites) {
      if (!Names.isName(site)) {
        throw file.fault("sites", Names.NO_NAME);
      }
    }
    if (sites.stream().distinct().count() < sites.size() || sites.size() > MAX_SITES) {
      throw file.fault("sites", "up to 1,000 sites, each once, expected");
    }
    return sites;
  }

  private Question.Run run(List<String> sites) {
    Optional<YamlMap> cloud = file.map("cloud");
    return new Question.Run(
        sites,
        pace(cloud, "window", MAX_WINDOW),
        pace(cloud, "batch_rows", MAX_BATCH_ROWS),
        pace(cloud, "batch_seconds", MAX_SECONDS),
        pace(cloud, "wait_seconds", MAX_SECONDS),
        cloud.filter(QuestionFile::isByFiles).isPresent());
  }

  private static boolean isByFiles(YamlMap cloud) {
    String transport = cloud.optionalText("transport").orElse("inline");
    if (!transport.equals("inline") && !transport.equals("files")) {
      throw cloud.fault("transport", "inline or files expected");
    }
    return transport.equals("files");
  }

  private static int pace(Optional<YamlMap> cloud, String member, int max) {
    return cloud
        .map(
            map ->
                map.requireOnly(
                    "window", "batch_rows", "batch_seconds", "wait_seconds", "transport"))
        .map(map -> (int) map.integer(member, 1, max, 0L))
        .orElse(0);
  }
}
