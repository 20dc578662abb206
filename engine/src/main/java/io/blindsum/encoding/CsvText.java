package io.blindsum.encoding;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines of CSV as RFC 4180 has them, but for the end of a line, and so that a spreadsheet
 * computes nothing: a text that is no number and opens with {@code =}, {@code +}, {@code -} or
 * {@code @} gets an apostrophe before it, also where quotes or blanks stand before that sign. No
 * control character, line break or invisible character leaves: {@code ?} stands for each.
 */
public final class CsvText {
  private static final int LONGEST_FIELD = 1 << 16;
  private static final Pattern FORMULA =
      Pattern.compile("[\\s\"']*[=+\\-@\uff1d\uff0b\uff0d\uff20].*");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private CsvText() {}

  /** Returns one line; null is an empty field. */
  public static String line(List<? extends @Nullable Object> fields) {
    return fields.stream().map(CsvText::field).collect(Collectors.joining(","));
  }

  /** Returns one field. */
  public static String field(@Nullable Object value) {
    String text = value == null ? "" : PrintableText.of(value.toString(), LONGEST_FIELD);
    boolean formula = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
    String safe = formula ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"');
    return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
