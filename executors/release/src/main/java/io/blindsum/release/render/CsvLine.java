package io.blindsum.release.render;

import java.util.List;
import java.util.stream.Collectors;

/** A line of CSV as RFC 4180 has it, but for its end. */
final class CsvLine {
  private CsvLine() {}

  static String of(List<String> fields) {
    return fields.stream().map(CsvLine::field).collect(Collectors.joining(","));
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
