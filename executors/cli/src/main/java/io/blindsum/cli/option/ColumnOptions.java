package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.question.GroupBy;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.question.text.WhereClause;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns are added up, by which groups, and how records are packed. */
public final class ColumnOptions {
  private static final long DEFAULT_MAX_ROWS = 10_000_000;

  @Option(
      names = "--column",
      paramLabel = "NAME:TYPE",
      description = {
        "A column and the values it may have; repeat it. Types: int[18..120], dec(2)[3..20],"
            + " month[0..60], bool, cat{F,M}; of a date, date(years to 2024-01-01)[18..90] or"
            + " date(months from 2020-01-01, dd.MM.yyyy)[0..60].",
        "Each gets its count, sum, mean and standard deviation; categories are counted."
      })
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--group-by",
      paramLabel = "COL[:V1,V2|:WIDTH][: drop missing]",
      description = {
        "Totals by group, hidden from the cloud. COL takes each value of a declared column,"
            + " COL:V1,V2 the listed ones, COL:10 bands of that width. Repeat it, or list declared"
            + " columns as A,B, for every combination.",
        "Rows without a value are a group of their own, (missing); 'COL: drop missing' leaves them"
            + " out, and the report says how many."
      })
  private List<String> groupBy = new ArrayList<>();

  @Option(
      names = "--layout",
      paramLabel = "wide|tall|partials",
      description = {
        "wide: one patient a ciphertext; a decrypted total shows the total only. tall: as many"
            + " patients a ciphertext as fit, much faster and smaller; whoever decrypts sees one"
            + " partial total for each place, of at least 10 patients. partials: all patients of a"
            + " batch added up before they are encrypted, fastest and smallest; another question"
            + " needs the data once more. Default: wide."
      })
  private @Nullable LayoutMode layout;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description = {
        "The most rows that may ever be added up, over all sites; totals cannot overflow within it."
            + " All sites must declare the same. Default: 10000000."
      })
  private @Nullable Long maxRows;

  @Option(
      names = "--query",
      paramLabel = "FILE",
      description =
          "A study's question in a file, in place of the options above; query plan explains it.")
  private @Nullable Path queryFile;

  private @Nullable Question question;

  /**
   * Computes the layout for a key's size.
   *
   * @throws io.blindsum.encoding.SpecificationException if an option is wrong
   */
  public SlotLayout layout(int modulusBits) {
    Optional<Question> asked = question();
    if (asked.isPresent()) {
      return asked.get().layout(modulusBits);
    }
    List<ColumnSpec> specs = columns.stream().map(ColumnSpec::parse).toList();
    return SlotLayout.of(
        specs,
        GroupBy.parseOptions(groupBy, specs),
        Objects.requireNonNullElse(maxRows, DEFAULT_MAX_ROWS),
        modulusBits,
        Objects.requireNonNullElse(layout, LayoutMode.WIDE));
  }

  /**
   * Returns the question, if it comes from a file.
   *
   * @throws io.blindsum.text.DataException with line and column if it is wrong
   */
  public Optional<Question> question() {
    boolean options = !columns.isEmpty() || !groupBy.isEmpty() || layout != null || maxRows != null;
    if (queryFile == null && columns.isEmpty()) {
      throw CommandException.usage(
          "no column is declared", "--column 'age:int[18..120]', or --query FILE");
    }
    if (queryFile != null && options) {
      throw CommandException.usage(
          "--query and --column, --group-by, --layout or --max-rows",
          "write all of it into the file");
    }
    if (question == null && queryFile != null) {
      question = QuestionFile.read(queryFile);
    }
    return Optional.ofNullable(question);
  }

  /** Returns the condition on the rows, if there is one. */
  public Optional<WhereClause> where() {
    return question().flatMap(Question::where);
  }
}
