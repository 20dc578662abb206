package io.blindsum.cohort;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a query whose parameters are named, {@code :year}, and what JDBC makes of it: the
 * same text with a {@code ?} for each.
 *
 * <p>A colon inside of quotes, dollar quotes or comments is text, and {@code ::} is a cast.
 */
final class NamedSql {
  private final String sql;
  private final StringBuilder positional = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private int at;

  private NamedSql(String sql) {
    this.sql = sql;
  }

  /**
   * Reads a query's text.
   *
   * @throws IllegalArgumentException if a parameter has no name, or a quote or comment no end
   */
  static NamedSql parse(String sql) {
    NamedSql parsed = new NamedSql(sql);
    while (parsed.at < sql.length()) {
      parsed.step();
    }
    return parsed;
  }

  /** Returns the text with a {@code ?} for each parameter. */
  String positional() {
    return positional.toString();
  }

  /** Returns the name of each {@code ?}, in their order; one name may stand for several. */
  List<String> names() {
    return List.copyOf(names);
  }

  private void step() {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      copyThrough(String.valueOf(c), 1);
    } else if (sql.startsWith("--", at)) {
      copyThrough("\n", 2);
    } else if (sql.startsWith("/*", at)) {
      copyThrough("*/", 2);
    } else if (c == '$' && dollarQuote().length() > 0) {
      String quote = dollarQuote();
      copyThrough(quote, quote.length());
    } else if (sql.startsWith("::", at)) {
      copy(2);
    } else if (c == '?') {
      throw new IllegalArgumentException("a ? in the query: write :name and declare its type");
    } else if (c == ':') {
      parameter();
    } else {
      copy(1);
    }
  }

  private void parameter() {
    int end = at + 1;
    while (end < sql.length() && isNamePart(sql.charAt(end), end == at + 1)) {
      end++;
    }
    if (end == at + 1) {
      copy(1);
      return;
    }
    names.add(sql.substring(at + 1, end));
    positional.append('?');
    at = end;
  }

  /** Returns the opening {@code $tag$} that stands here, or nothing. */
  private String dollarQuote() {
    int end = at + 1;
    while (end < sql.length() && isNamePart(sql.charAt(end), end == at + 1)) {
      end++;
    }
    boolean closed = end < sql.length() && sql.charAt(end) == '$';
    return closed ? sql.substring(at, end + 1) : "";
  }

  private static boolean isNamePart(char c, boolean first) {
    boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (!first && c >= '0' && c <= '9');
  }

  /** Copies from an opening of some characters through the end that closes it. */
  private void copyThrough(String end, int openingChars) {
    int found = sql.indexOf(end, at + openingChars);
    if (found < 0 && !end.equals("\n")) {
      throw new IllegalArgumentException("a quote or comment of the query has no end");
    }
    copy((found < 0 ? sql.length() : found + end.length()) - at);
  }

  private void copy(int chars) {
    positional.append(sql, at, at + chars);
    at += chars;
  }
}
