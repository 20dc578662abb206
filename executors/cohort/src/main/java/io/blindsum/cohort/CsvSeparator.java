package io.blindsum.cohort;

import io.blindsum.text.StrictReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the fields of a delimited text: given, declared by its first line, or found.
 */
public final class CsvSeparator {
  private static final List<Character> FREQUENT = List.of(',', '\t', ';', '|');
  private static final Map<Character, String> TITLES =
      Map.of(',', "commas", '\t', "tabs", ';', "semicolons", '|', "bars (|)", ' ', "blanks");
  private static final Map<String, Character> NAMES =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "bar", '|', "blank", ' ');
  private static final Pattern EXCEL_LINE = Pattern.compile("(?i)\"?sep=(.)\"?");
  private static final String QUOTED = "\"[^\"]*\"";

  private final char character;
  private final boolean declared;

  private CsvSeparator(char character, boolean declared) {
    this.character = character;
    this.declared = declared;
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
   * one of the first line outside of quotes; blanks where the first two lines have as many parts.
   *
   * @param given takes the place of what is found; empty to look
   * @param start the beginning of the text
   */
  static CsvSeparator find(Optional<Character> given, String start) {
    String line = firstLine(start);
    Matcher excel = EXCEL_LINE.matcher(line.strip());
    if (excel.matches()) {
      return new CsvSeparator(given.orElse(excel.group(1).charAt(0)), true);
    }
    return new CsvSeparator(given.orElseGet(() -> frequent(line, start)), false);
  }

  private static char frequent(String line, String start) {
    String header = line.replaceAll(QUOTED, "");
    char best = ',';
    long most = 0;
    for (char candidate : FREQUENT) {
      long found = header.chars().filter(c -> c == candidate).count();
      if (found > most) {
        most = found;
        best = candidate;
      }
    }
    return most == 0 && isBlankSeparated(line, start) ? ' ' : best;
  }

  private static boolean isBlankSeparated(String line, String start) {
    String rest = start.substring(Math.min(start.length(), line.length())).stripLeading();
    int parts = parts(line);
    return parts > 1 && parts(firstLine(rest)) == parts;
  }

  private static int parts(String line) {
    return line.strip().replaceAll(QUOTED, "q").split(" ", -1).length;
  }

  private static String firstLine(String text) {
    int end = StrictReader.endOfLine(text);
    if (end < 0) {
      // a quote that nobody closes
      end = text.indexOf('\n');
    }
    return end < 0 ? text : text.substring(0, end);
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

  /** Returns its name in messages. */
  String title() {
    return TITLES.getOrDefault(character, "'" + character + "'");
  }
}
