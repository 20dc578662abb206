package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSeparator;
import io.blindsum.cohort.DecimalMark;
import io.blindsum.cohort.ValueRules;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.LabelList;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.WhereClause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file's text is read. */
public final class SourceOptions {
  @Option(
      names = "--separator",
      paramLabel = "C|NAME",
      description = {
        "What separates the fields: a character, or comma, semicolon, tab, bar, blank. Default:"
            + " what the first line shows."
      })
  private @Nullable String separator;

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = {
        "What stands before the decimals. Default: a point; in a file with semicolons 1.234 is"
            + " refused, as the point may group thousands, until this says what it is."
      })
  private @Nullable DecimalMark decimal;

  @Option(
      names = "--missing",
      paramLabel = "[COL:]WORD,...",
      description = {
        "Texts that mean that there is no value, beside the empty field, NA, N/A, NULL, null and"
            + " \\N: '.,NaN,-99', or of one column 'age:-99,999'. Repeat it."
      })
  private List<String> missing = new ArrayList<>();

  @Option(
      names = "--round",
      description = {
        "Round numbers with more decimals than declared, half to even, and count them; otherwise"
            + " they are bad."
      })
  private boolean round;

  /** Opens a cohort with the rows and columns that are asked for. */
  public CohortSource open(InputFile file, SlotLayout layout, ColumnOptions columns) {
    Optional<WhereClause> where = columns.where();
    List<ColumnSpec> named = new ArrayList<>(layout.inputs());
    where.map(WhereClause::columns).ifPresent(named::addAll);
    ValueRules rules =
        rules(named).withMissing(columns.question().map(Question::missing).orElseGet(TreeMap::new));
    return rules.over(file.open(separator()), layout.inputs(), where);
  }

  /** Returns what makes other plaintexts of the same file, for the digest of a run. */
  public List<String> texts() {
    return List.of(String.valueOf(separator), String.valueOf(decimal), "" + missing, "" + round);
  }

  private Optional<Character> separator() {
    if (separator == null) {
      return Optional.empty();
    }
    Optional<Character> named = CsvSeparator.named(separator);
    if (named.isEmpty()) {
      throw CommandException.usage(
          "--separator '" + separator + "' is no single character",
          "one such as ';', or comma, semicolon, tab, bar, blank");
    }
    return named;
  }

  private ValueRules rules(List<ColumnSpec> asked) {
    Map<String, Set<String>> words = new HashMap<>();
    for (String option : missing) {
      // a declared name may itself hold colons
      String column =
          asked.stream()
              .map(ColumnSpec::name)
              .filter(name -> option.startsWith(name + ":"))
              .reduce((a, b) -> a.length() > b.length() ? a : b)
              .orElse(ValueRules.EVERY_COLUMN);
      String list = column.isEmpty() ? option : option.substring(column.length() + 1);
      words.computeIfAbsent(column, c -> new LinkedHashSet<>()).addAll(LabelList.parse(list));
    }
    return new ValueRules(words, Optional.ofNullable(decimal), round);
  }
}
