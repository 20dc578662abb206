package io.blindsum.cohort;

import io.blindsum.text.StrictReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the fields of a delimited text: given, declared by its first line, or found.
 */
public final class CsvSeparator {
  // where two are as likely, the first: semicolons stand between numbers with decimal commas
  private static final List<Character> FREQUENT = List.of(';', ',', '\t', '|');
  private static final Map<Character, String> TITLES =
      Map.of(',', "commas", '\t', "tabs", ';', "semicolons", '|', "bars (|)", ' ', "blanks");
  private static final Map<String, Character> NAMES =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "bar", '|', "blank", ' ');
  private static final Pattern EXCEL_LINE = Pattern.compile("(?i)\\s*\"?sep=(.)\"?\\s*");
  private static final String QUOTED = "\"[^\"]*\"";

  private static final char BLANK = ' ';

  private final char character;
  private final boolean declared;
  private final boolean aligned;

  private CsvSeparator(char character, boolean declared, boolean aligned) {
    this.character = character;
    this.declared = declared;
    this.aligned = aligned;
  }

  /**
   * Reads a separator as people write it: the character itself, or {@code comma}, {@code
   * semicolon}, {@code tab}, {@code bar} or {@code blank}.
   *
   * @return empty if it is none
   */
  public static Optional<Character> named(String text) {
    Character named = NAMES.get(text);
    boolean plain = text.length() == 1 && !"\"\r\n".contains(text);
    return plain ? Optional.of(text.charAt(0)) : Optional.ofNullable(named);
  }

  /**
   * Finds the separator: that of a line {@code sep=;} as Excel has it, otherwise the most frequent
   * one of the first line outside of quotes, before all of those that the second line has as often;
   * blanks where these lines have as many parts, or the second one more, as R writes it.
   *
   * @param given takes the place of what is found; empty to look
   * @param start the beginning of the text
   */
  static CsvSeparator find(Optional<Character> given, String start) {
    List<String> lines = StrictReader.firstLines(start, 2);
    String header = lines.isEmpty() ? "" : lines.get(0);
    Matcher excel = EXCEL_LINE.matcher(header);
    if (excel.matches()) {
      return new CsvSeparator(given.orElse(excel.group(1).charAt(0)), true, false);
    }
    String row = lines.size() < 2 ? "" : lines.get(1);
    char found = given.orElseGet(() -> frequent(header, row));
    return new CsvSeparator(found, false, found == BLANK && isAligned(header, row));
  }

  private static char frequent(String header, String row) {
    return FREQUENT.stream()
        .filter(separator -> count(separator, header) > 0)
        .max(
            Comparator.comparing(
                    (Character separator) -> count(separator, header) == count(separator, row))
                .thenComparing(separator -> count(separator, header)))
        .orElseGet(() -> isBlankSeparated(header, row) ? BLANK : ',');
  }

  private static long count(char separator, String line) {
    return line.replaceAll(QUOTED, "").chars().filter(c -> c == separator).count();
  }

  private static boolean isBlankSeparated(String header, String row) {
    int more = parts(row, " ") - parts(header, " ");
    int moreRuns = parts(row, " +") - parts(header, " +");
    // the row may begin with a name that the header has not got
    return parts(header, " +") > 1
        && (Set.of(0, 1).contains(more) || Set.of(0, 1).contains(moreRuns));
  }

  /** Tells whether fields are aligned by several blanks, and no blank field is between them. */
  private static boolean isAligned(String header, String row) {
    boolean runs = parts(header, " ") != parts(header, " +");
    return runs
        || (parts(row, " ") != parts(header, " ") && parts(row, " +") == parts(header, " +"));
  }

  private static int parts(String line, String between) {
    return line.strip().replaceAll(QUOTED, "q").split(between, -1).length;
  }

  /**
   * Tells whether numbers of the text may have a comma before their decimals: semicolons separate
   * its fields because of them, or a field of its beginning is such a number.
   */
  boolean maySeparateDecimalCommas(String start) {
    String mark = Pattern.quote(String.valueOf(character));
    String field = "\"[-+]?[0-9]+,[0-9]+\"|(?<=" + mark + "|[\r\n])[-+]?[0-9]+,[0-9]+(?=" + mark;
    return character == ';'
        || Pattern.compile(character == ',' ? "\"[-+]?[0-9]+,[0-9]+\"" : field + "|[\r\n]|$)")
            .matcher(start)
            .find();
  }

  char character() {
    return character;
  }

  /** Tells whether the first line declares it, and is not the header. */
  boolean isDeclared() {
    return declared;
  }

  /** Tells whether several blanks separate as one does. */
  boolean isAligned() {
    return aligned;
  }

  /** Returns its name in messages. */
  String title() {
    return TITLES.getOrDefault(character, "'" + character + "'");
  }
}
