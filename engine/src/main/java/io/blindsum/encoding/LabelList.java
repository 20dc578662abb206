package io.blindsum.encoding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of category labels as they are written, {@code F,M} or {@code "White, non-Hispanic",Black}:
 * a label that starts with a quote ends at the next single one, and holds quotes doubled (RFC
 * 4180).
 */
public final class LabelList {
  private final String text;
  private final List<String> labels = new ArrayList<>();
  private int at;
  private boolean braces;

  private LabelList(String text) {
    this.text = text;
  }

  /**
   * Reads a list; keeps empty labels, so that they are refused.
   *
   * @throws SpecificationException if a quote is not closed, or is followed by more text
   */
  public static List<String> parse(String text) {
    List<String> labels = new LabelList(text).read();
    if (labels == null) {
      throw new SpecificationException(
          "the list "
              + text
              + " has a quote that does not end its label; write \"A, B\",C and double the quotes"
              + " inside");
    }
    return labels;
  }

  /** Writes a list; quotes the labels that need it. */
  public static String write(List<String> labels) {
    return String.join(",", labels.stream().map(LabelList::quoted).toList());
  }

  /**
   * Returns where the list of a declaration that ends in a brace is opened: at the first brace from
   * which on the text is a list, or at the last brace if there is none such.
   */
  static int opening(String declaration) {
    for (int open = declaration.indexOf('{');
        open >= 0;
        open = declaration.indexOf('{', open + 1)) {
      String body = declaration.substring(open + 1, declaration.length() - 1);
      if (new LabelList(body).isPlain()) {
        return open;
      }
    }
    return declaration.lastIndexOf('{');
  }

  /** Tells whether this is a list without a brace outside of quotes. */
  private boolean isPlain() {
    return read() != null && !braces;
  }

  private @Nullable List<String> read() {
    do {
      skipBlanks();
      boolean whole = text.startsWith("\"", at) ? quotedLabel() : plainLabel();
      if (!whole) {
        return null;
      }
    } while (at++ < text.length());
    return labels;
  }

  /** Reads up to the next comma, where this is left, or the end. */
  private boolean plainLabel() {
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    String label = text.substring(at, end).strip();
    braces |= label.chars().anyMatch(LabelList::isBrace);
    labels.add(label);
    at = end;
    return true;
  }

  private boolean quotedLabel() {
    StringBuilder label = new StringBuilder();
    int end = text.indexOf('"', at + 1);
    while (end >= 0 && text.startsWith("\"\"", end)) {
      label.append(text, at + 1, end + 1);
      at = end + 1;
      end = text.indexOf('"', at + 1);
    }
    if (end < 0) {
      return false;
    }
    labels.add(label.append(text, at + 1, end).toString());
    at = end + 1;
    skipBlanks();
    return at == text.length() || text.charAt(at) == ',';
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private static String quoted(String label) {
    boolean special = label.startsWith("\"") || label.chars().anyMatch(c -> c == ',' || isBrace(c));
    return special ? '"' + label.replace("\"", "\"\"") + '"' : label;
  }

  private static boolean isBrace(int c) {
    return c == '{' || c == '}';
  }
}
