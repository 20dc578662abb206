package io.blindsum.encoding;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses column types, and guesses what a mistyped one was meant to be. */
public final class ColumnTypeParser {
  private static final String FORMS =
      "int[lo..hi], dec(d)[lo..hi], month[lo..hi], date(years to 2024-01-01)[lo..hi], bool or"
          + " cat{a,b}";

  /** What people write, and what it is called here. */
  private static final Map<String, String> KNOWN_NAMES = new TreeMap<>();

  static {
    for (String name : List.of("int", "dec", "month", "date", "bool", "cat")) {
      KNOWN_NAMES.put(name, name);
    }
    for (String name : List.of("float", "double", "real", "decimal", "numeric", "number")) {
      KNOWN_NAMES.put(name, "dec");
    }
    for (String name : List.of("integer", "long", "bigint", "smallint")) {
      KNOWN_NAMES.put(name, "int");
    }
    for (String name : List.of("category", "enum", "factor", "string", "text")) {
      KNOWN_NAMES.put(name, "cat");
    }
    KNOWN_NAMES.put("months", "month");
    KNOWN_NAMES.put("boolean", "bool");
    KNOWN_NAMES.put("logical", "bool");
    KNOWN_NAMES.put("timestamp", "date");
    KNOWN_NAMES.put("datetime", "date");
  }

  private static final Set<String> TAKE_ARGUMENTS = Set.of("dec", "date");

  /** How mathematics, R and people write a range. */
  private static final Pattern OTHER_RANGE =
      Pattern.compile("([-+]?[0-9.]*[0-9]) *(?:,|;|:|-|\\.|to|\u2013|\u2026) *([-+]?[0-9][0-9.]*)");

  private ColumnTypeParser() {}

  static ColumnType parse(String text) {
    String type = text.strip();
    int open = type.endsWith("}") ? LabelList.opening(type) : type.lastIndexOf('[');
    String head = (open < 0 ? type : type.substring(0, open)).strip();
    int parenthesis = head.indexOf('(');
    String name = (parenthesis < 0 ? head : head.substring(0, parenthesis)).strip();
    if (!name.equals(KNOWN_NAMES.get(name))) {
      throw unknown(name);
    }
    if (type.equals("bool")) {
      return new NumberType(PlainNotation.BOOL, 0, 0, 1);
    }
    String argument = parenthesis < 0 ? "" : head.substring(parenthesis);
    boolean categorical = name.equals("cat");
    if (open < 0
        || name.equals("bool")
        || !type.endsWith(categorical ? "}" : "]")
        || argument.isEmpty() == TAKE_ARGUMENTS.contains(name)) {
      throw new SpecificationException("'" + type + "' is not a type; write " + FORMS);
    }
    String body = type.substring(open + 1, type.length() - 1);
    return categorical ? new CategoryType(LabelList.parse(body)) : number(name, argument, body);
  }

  private static NumberType number(String name, String argument, String range) {
    NumberNotation notation =
        name.equals("date")
            ? DateNotation.parse(argument.substring(1, argument.length() - 1).strip())
            : PlainNotation.valueOf(name.toUpperCase(Locale.ROOT));
    int decimals = name.equals("dec") ? decimals(argument) : 0;
    int dots = range.indexOf("..");
    if (dots < 0) {
      Matcher meant = OTHER_RANGE.matcher(range.strip());
      throw new SpecificationException(
          "the range ["
              + range
              + "] is not written [lo..hi]"
              + (meant.matches()
                  ? "; did you mean [" + meant.group(1) + ".." + meant.group(2) + "]?"
                  : ""));
    }
    long lowest = bound(range.substring(0, dots).strip(), decimals);
    long highest = bound(range.substring(dots + 2).strip(), decimals);
    return new NumberType(notation, decimals, lowest, highest);
  }

  private static int decimals(String argument) {
    if (!argument.matches("\\( *[0-9]{1,9} *\\)")) {
      throw new SpecificationException(
          "'dec" + argument + "' has no number of decimals; write dec(2)[lo..hi]");
    }
    int decimals = Integer.parseInt(argument.substring(1, argument.length() - 1).strip());
    if (decimals > FixedPoint.MAX_DIGITS) {
      throw new SpecificationException(decimals + " decimals: at most 18 can be kept");
    }
    return decimals;
  }

  private static long bound(String text, int decimals) {
    BigInteger scaled;
    try {
      scaled = FixedPoint.exact(text, decimals);
    } catch (NumberFormatException e) {
      throw new SpecificationException("the bound " + e.getMessage());
    }
    if (scaled.abs().compareTo(BigInteger.valueOf(NumberType.LIMIT)) >= 0) {
      throw new SpecificationException(
          "the bound '" + text + "' has more than 18 digits with its decimals; declare fewer");
    }
    return scaled.longValueExact();
  }

  /** Splits a list and strips its members; keeps empty ones, so that they are refused. */
  public static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(separator, -1)) {
      parts.add(part.strip());
    }
    return parts;
  }

  private static SpecificationException unknown(String name) {
    String nearest = null;
    int least = 3;
    for (String known : KNOWN_NAMES.keySet()) {
      int distance = editDistance(name.toLowerCase(Locale.ROOT), known);
      if (distance < least) {
        least = distance;
        nearest = KNOWN_NAMES.get(known);
      }
    }
    String guess = nearest == null ? "" : "did you mean " + nearest + "? ";
    return new SpecificationException("unknown type '" + name + "'; " + guess + "write " + FORMS);
  }

  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
