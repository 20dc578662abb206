package io.blindsum.question.text;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.LabelList;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.Sha256;
import io.blindsum.question.GroupBy;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a study asks of its sites.
 *
 * @param study its name
 * @param dataset a name in each site's catalogue
 * @param parameters of the dataset, numbers or texts by name
 * @param where which rows count; all of them if absent
 * @param missing words that mean that there is no value, by column; those of {@link #EVERY_COLUMN}
 *     hold for all
 * @param columns that get totals, in the order of their names
 * @param groupBy the groups
 * @param moments the statistics that every column's totals give: words such as {@code mean}
 * @param statistics those that take slots of their own
 * @param layout how many records share a plaintext
 * @param limits of the answer
 * @param run who is asked, and at what pace
 */
public record Question(
    String study,
    String dataset,
    Map<String, Object> parameters,
    Optional<WhereClause> where,
    SortedMap<String, List<String>> missing,
    List<ColumnSpec> columns,
    GroupBy groupBy,
    List<String> moments,
    List<StatisticSpec> statistics,
    LayoutMode layout,
    Limits limits,
    Run run) {
  /** Stands for all columns; no column has such a name. */
  public static final String EVERY_COLUMN = "";

  /** Keeps the lists. */
  public Question {
    SortedMap<String, List<String>> words = new TreeMap<>();
    missing.forEach((column, list) -> words.put(column, List.copyOf(list)));
    missing = Collections.unmodifiableSortedMap(words);
    parameters = Map.copyOf(parameters);
    columns = List.copyOf(columns);
    moments = List.copyOf(moments);
    statistics = List.copyOf(statistics);
  }

  /**
   * What bounds the answer.
   *
   * @param maxRows the most rows that may ever be added up, over all sites
   * @param sitesMin how many sites must answer
   * @param rule what is released
   * @param noise that each site adds to its totals; exact ones if absent
   */
  public record Limits(long maxRows, int sitesMin, ReleaseRule rule, Optional<Noise> noise) {
    /** The least count that is released unless the question says otherwise. */
    public static final int DEFAULT_MIN_CELL = 10;
  }

  /**
   * Who is asked, and at what pace. Nothing of it decides which totals leave a hospital.
   *
   * @param sites the hospitals; none if the question is used without a colony
   * @param window how many batches may be under way at once, or 0 to leave it open
   * @param batchRows the most rows of a batch, or 0 to leave it open
   * @param batchSeconds how long a site may take over one batch, or 0 to leave it open
   * @param waitSeconds how long a site may take until it starts, or 0 to leave it open
   * @param files whether batches lie in the sites' object stores rather than in messages
   */
  public record Run(
      List<String> sites,
      int window,
      int batchRows,
      int batchSeconds,
      int waitSeconds,
      boolean files) {
    /** Nobody. */
    public static final Run NONE = new Run(List.of(), 0, 0, 0, 0, false);

    /** Keeps the list. */
    public Run {
      sites = List.copyOf(sites);
    }
  }

  /** Returns the same question, put to others. */
  Question asking(Run others) {
    return new Question(
        study,
        dataset,
        parameters,
        where,
        missing,
        columns,
        groupBy,
        moments,
        statistics,
        layout,
        limits,
        others);
  }

  /** Returns the columns that only the condition needs. */
  public List<ColumnSpec> whereColumns() {
    return where.stream()
        .flatMap(w -> w.columns().stream())
        .filter(c -> !columns.contains(c))
        .toList();
  }

  /**
   * Computes where each total lies in the plaintexts of a key.
   *
   * @throws io.blindsum.encoding.EncodingException if they do not fit
   */
  public SlotLayout layout(int modulusBits) {
    SlotLayout exact =
        SlotLayout.of(columns, groupBy, statistics, limits.maxRows(), modulusBits, layout);
    return limits.noise().map(exact::withNoise).orElse(exact);
  }

  /**
   * Returns what a hospital approves: SHA-256, in 64 hex digits, of everything that decides which
   * totals leave it. Spaces, the order of members, sites and pace do not count.
   */
  public String hash() {
    StringBuilder text = new StringBuilder("blindsum query 1\n");
    line(text, "study", study);
    line(text, "dataset", dataset);
    parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(p -> line(text, "parameter " + p.getKey(), text(p.getValue())));
    where.ifPresent(w -> w.columns().forEach(c -> line(text, "where column", c)));
    where.ifPresent(w -> line(text, "where", w));
    missing.forEach((column, words) -> line(text, "missing " + column, LabelList.write(words)));
    columns.forEach(c -> line(text, "column", c));
    groupBy.texts().forEach(g -> line(text, "group by", g));
    moments.forEach(m -> line(text, "statistic", m));
    statistics.forEach(s -> line(text, "statistic", s));
    line(text, "layout", layout.text());
    // the name that max_rows had when sites approved their first hashes
    line(text, "patients", limits.maxRows());
    line(text, "sites", limits.sitesMin());
    line(text, "cell", limits.rule().minCell());
    // what others have not got leaves their hashes as they were approved
    if (limits.rule().rounding() > 1) {
      line(text, "rounding", limits.rule().rounding());
    }
    if (limits.rule().rowsPerParameter() > ReleaseRule.DEFAULT_ROWS_PER_PARAMETER) {
      line(text, "rows per parameter", limits.rule().rowsPerParameter());
    }
    if (limits.rule().hideZeros()) {
      line(text, "zeros", "hidden");
    }
    limits.noise().ifPresent(noise -> line(text, "epsilon", noise));
    return Sha256.of(text.toString());
  }

  /** A whole number reads the same before and after it passed through a colony. */
  private static Object text(Object value) {
    return value instanceof Number number && number.doubleValue() == number.longValue()
        ? (Object) number.longValue()
        : value;
  }

  private static void line(StringBuilder text, String name, Object value) {
    // names and values hold no control characters, so that lines cannot run into each other
    text.append(name).append(": ").append(value).append('\n');
  }
}
