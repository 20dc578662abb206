package io.blindsum.cohort;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.LabelList;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.text.Messages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Declares the columns of a cohort by its values, as wide as they are and no wider. For rehearsals:
 * whoever knows the data declares what may occur, not what did.
 *
 * @param columns the declarations, in the order of the file
 * @param missing words among the values that mean that there is none, by column
 * @param rounded whether some numbers have more decimals than their column declares
 * @param leftOut columns that nothing can be declared for, each with the reason
 */
public record FoundColumns(
    List<ColumnSpec> columns,
    Map<String, Set<String>> missing,
    boolean rounded,
    List<String> leftOut) {
  private static final int MOST_CATEGORIES = 50;
  private static final int LONGEST_LABEL = 100;

  /** Numbers with more decimals come from floating point; three are kept of them. */
  private static final int MOST_DECIMALS = 6;

  private static final int KEPT_DECIMALS = 3;
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{0,40})?");
  private static final Set<Set<String>> BOOLS =
      Set.of(Set.of("true", "false"), Set.of("TRUE", "FALSE"), Set.of("True", "False"));

  /**
   * Reads a cohort to its end.
   *
   * @throws io.blindsum.text.DataException if it is malformed
   */
  public static FoundColumns of(CohortSource source) {
    List<Column> columns = source.columns().stream().map(Column::new).toList();
    while (source.next()) {
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).add(source.field(i));
      }
    }
    List<ColumnSpec> declared = new ArrayList<>();
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (Column column : columns) {
      try {
        declared.add(new ColumnSpec(column.name, column.type()));
        if (!column.words.isEmpty()) {
          missing.put(column.name, column.words);
        }
      } catch (SpecificationException e) {
        leftOut.add(Messages.printable(column.name) + ": " + e.getMessage());
      }
    }
    return new FoundColumns(
        declared, missing, columns.stream().anyMatch(Column::isRounded), leftOut);
  }

  /** What the values of a column have been so far. */
  private static final class Column {
    private final String name;
    private final Set<String> labels = new TreeSet<>();
    private final Set<String> words = new TreeSet<>();
    private boolean numbers;
    private boolean texts;
    private int decimals;
    private BigDecimal lowest = BigDecimal.ZERO;
    private BigDecimal highest = BigDecimal.ZERO;

    Column(String name) {
      this.name = name;
    }

    void add(CharSequence field) {
      if (field.isEmpty() || (texts && labels.size() > MOST_CATEGORIES)) {
        return;
      }
      String text = field.toString();
      if (MissingTexts.isWord(text)) {
        words.add(text);
        return;
      }
      if (labels.size() <= MOST_CATEGORIES) {
        labels.add(text.length() > LONGEST_LABEL ? text.substring(0, LONGEST_LABEL) : text);
      }
      if (NUMBER.matcher(text).matches()) {
        add(new BigDecimal(text));
      } else {
        texts = true;
      }
    }

    private void add(BigDecimal value) {
      decimals = Math.max(decimals, value.stripTrailingZeros().scale());
      lowest = numbers ? lowest.min(value) : value;
      highest = numbers ? highest.max(value) : value;
      numbers = true;
    }

    boolean isRounded() {
      return !texts && decimals > MOST_DECIMALS;
    }

    ColumnType type() {
      if (texts) {
        return category();
      }
      if (!numbers) {
        throw new SpecificationException("no value");
      }
      int kept = isRounded() ? KEPT_DECIMALS : decimals;
      String range =
          "["
              + lowest.setScale(kept, RoundingMode.FLOOR).toPlainString()
              + ".."
              + highest.setScale(kept, RoundingMode.CEILING).toPlainString()
              + "]";
      return ColumnType.parse(kept == 0 ? "int" + range : "dec(" + kept + ")" + range);
    }

    private ColumnType category() {
      if (BOOLS.contains(labels)) {
        return ColumnType.parse("bool");
      }
      if (labels.size() > MOST_CATEGORIES
          || labels.stream().anyMatch(label -> label.length() >= LONGEST_LABEL)) {
        throw new SpecificationException(
            "text, or dates, of more than " + MOST_CATEGORIES + " kinds");
      }
      return ColumnType.parse("cat{" + LabelList.write(List.copyOf(labels)) + "}");
    }
  }
}
