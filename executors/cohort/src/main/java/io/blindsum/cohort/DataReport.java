package io.blindsum.cohort;

import io.blindsum.cohort.BadDataPolicy.Verdict;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Counts what was wrong with a cohort while it is read, by column and problem, and says it without
 * a single value.
 *
 * <p>Covers the rows its source reads from the creation of the report on. Not safe for use by
 * several threads.
 */
public final class DataReport {
  /** The number of first positions kept of each problem. */
  public static final int FIRST_POSITIONS = 5;

  private final CohortSource source;
  private final BadDataPolicy policy;
  private final long rowsBefore;
  private final Map<String, EnumMap<DataProblem, Tally>> tallies = new LinkedHashMap<>();
  private long droppedRows;
  private long lastDroppedRow;
  private long ungroupedRows;
  private long lastUngroupedRow;
  private long clampedValues;
  private long missingValues;

  /** Starts a report on the rows that the source reads from now on. */
  public DataReport(CohortSource source, BadDataPolicy policy) {
    this.source = source;
    this.policy = policy;
    this.rowsBefore = source.row();
  }

  /**
   * Counts a problem of the source's current row, looks at the first such value for what to do
   * about it, and says what becomes of the row.
   *
   * <p>After {@link Verdict#REJECT} the caller either throws {@link #rejection()} at once, or reads
   * on to count every bad row and throws it at the end.
   *
   * @param column name of the column
   * @param allowed what the column declares, such as {@code [3.00..20.00]} or {@code {F,M}}
   * @param text of the field; nothing of it is kept
   */
  Verdict note(String column, DataProblem problem, String allowed, CharSequence text) {
    tallies
        .computeIfAbsent(column, c -> new EnumMap<>(DataProblem.class))
        .computeIfAbsent(
            problem,
            p -> new Tally(column, p, allowed, ValueAdvice.fix(p, allowed, text.toString())))
        .add(source.position());
    Verdict verdict = policy.verdict(problem);
    switch (verdict) {
      case KEEP -> missingValues++;
      case CLAMP -> clampedValues++;
      case DROP -> countDroppedRow(problem);
      case REJECT -> {}
    }
    return verdict;
  }

  private void countDroppedRow(DataProblem problem) {
    boolean first = source.row() != lastDroppedRow;
    if (first) {
      lastDroppedRow = source.row();
      droppedRows++;
    }
    if (problem == DataProblem.MISSING_GROUP) {
      ungroupedRows += first ? 1 : 0;
      lastUngroupedRow = first ? source.row() : lastUngroupedRow;
    } else if (source.row() == lastUngroupedRow) {
      ungroupedRows--;
      lastUngroupedRow = 0;
    }
  }

  /** Returns the number of rows read since the report was started. */
  public long rows() {
    return source.row() - rowsBefore;
  }

  /** Returns the number of rows left out, each counted once. */
  public long droppedRows() {
    return droppedRows;
  }

  /** Returns the number of rows left out for nothing but having no group. */
  public long ungroupedRows() {
    return ungroupedRows;
  }

  /** Returns the number of values moved to a bound. */
  public long clampedValues() {
    return clampedValues;
  }

  /** Returns the number of empty fields noted. */
  public long missingValues() {
    return missingValues;
  }

  /** Returns the counts by column and problem, columns in the order of their first problem. */
  public List<Count> counts() {
    return tallies.values().stream()
        .flatMap(problems -> problems.values().stream())
        .map(Tally::count)
        .toList();
  }

  /**
   * Returns the error that refuses the cohort: its first rejected problem, with the number of rows
   * that have it. Empty if nothing was rejected.
   */
  public Optional<DataException> rejection() {
    return tallies.values().stream()
        .flatMap(problems -> problems.values().stream())
        .filter(tally -> policy.verdict(tally.problem) == Verdict.REJECT)
        .min((a, b) -> Long.compare(a.first.get(0), b.first.get(0)))
        .map(this::rejection);
  }

  private DataException rejection(Tally tally) {
    String place = source.positionUnit() + " " + Messages.grouped(tally.first.get(0));
    return new DataException(
        tally.problem.describe(tally.column, tally.allowed),
        "%s %s (%s of %s rows)"
            .formatted(
                source.name(), place, Messages.grouped(tally.values), Messages.grouped(rows())),
        tally.fix);
  }

  /** Returns the report for people: a line of totals, then a line for each column and problem. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (rows() == 0) {
      lines.add(source.name() + ": no rows");
      return lines;
    }
    lines.add(
        "%s: %s rows; dropped %s, clamped %s, missing %s"
            .formatted(
                source.name(),
                Messages.grouped(rows()),
                Messages.grouped(droppedRows),
                Messages.grouped(clampedValues),
                Messages.grouped(missingValues)));
    counts().forEach(count -> lines.add("  " + describe(count)));
    source.remarks().forEach(remark -> lines.add("  " + remark));
    return lines;
  }

  private String describe(Count count) {
    String positions =
        count.firstPositions().stream().map(Messages::grouped).collect(Collectors.joining("; "));
    return "%s: %s (%s%s %s%s)"
        .formatted(
            count.problem().describe(count.column(), count.allowed()),
            Messages.grouped(count.values()),
            source.positionUnit(),
            count.firstPositions().size() == 1 ? "" : "s",
            positions,
            count.values() > count.firstPositions().size() ? "; ..." : "");
  }

  /**
   * The number of values of one column with one problem.
   *
   * @param column name of the column
   * @param problem what is wrong
   * @param allowed what the column declares
   * @param values how many values have the problem, at least 1
   * @param firstPositions up to {@link #FIRST_POSITIONS} lines or rows, ascending
   */
  public record Count(
      String column, DataProblem problem, String allowed, long values, List<Long> firstPositions) {

    /** Copies the positions. */
    public Count {
      firstPositions = List.copyOf(firstPositions);
    }
  }

  private static final class Tally {
    private final String column;
    private final DataProblem problem;
    private final String allowed;
    private final String fix;
    private final List<Long> first = new ArrayList<>(FIRST_POSITIONS);
    private long values;

    Tally(String column, DataProblem problem, String allowed, String fix) {
      this.fix = fix;
      this.column = column;
      this.problem = problem;
      this.allowed = allowed;
    }

    void add(long position) {
      values++;
      if (first.size() < FIRST_POSITIONS) {
        first.add(position);
      }
    }

    Count count() {
      return new Count(column, problem, allowed, values, first);
    }
  }
}
