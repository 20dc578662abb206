package io.blindsum.cohort;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to do about a bad value, by what it looks like. Quotes no value of a patient, but words and
 * codes that stand for a missing one, which are the same everywhere.
 */
final class ValueAdvice {
  private static final Set<String> MISSING_WORDS =
      Set.of(
          "na",
          "n/a",
          "n.a.",
          "#n/a",
          "nan",
          "null",
          "none",
          "nil",
          "nd",
          "n.d.",
          "missing",
          "unknown",
          "unk",
          "not done",
          "not available",
          "not known",
          ".",
          "..",
          "-",
          "--",
          "?",
          "*",
          "<na>",
          "nat",
          "(null)",
          "(missing)",
          "keine angabe",
          "k.a.",
          "okänt",
          "saknas");
  private static final Set<String> MISSING_CODES =
      Set.of(
          "-1", "-7", "-8", "-9", "-77", "-88", "-99", "-777", "-888", "-999", "-9999", "-99999",
          "77", "88", "99", "777", "888", "999", "9999", "99999", "-9.0", "-99.0", "-999.0", "99.9",
          "999.9", "9999.0");

  /** Points, commas, apostrophes and the blanks that programs put between thousands. */
  private static final String THOUSANDS_MARK = "[.,'’_ \\u00A0\\u2007\\u2009\\u202F]";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "[-+]?[0-9]{1,3}" + DecimalCommas.UNSURE + "[0-9]{3}",
              "its point may group thousands: --decimal point or --decimal comma says what a point"
                  + " is; export numbers without thousands marks"),
          new Shape(
              "[-+]?[0-9]{1,3},[0-9]{3}",
              "its comma may group thousands or stand before decimals: --decimal comma if these are"
                  + " decimals; otherwise export numbers without thousands marks"),
          new Shape(
              "[-+]?[0-9]{1,3}(" + THOUSANDS_MARK + "[0-9]{3})+([.,'][0-9]+)?",
              "it has thousands marks: export numbers without them"),
          new Shape(
              "[-+]?[0-9]+,[0-9]+", "it has a decimal comma: --decimal comma reads the file so"),
          new Shape(
              "[<>≤≥~=]+ ?[-+]?[0-9.,]+",
              "a comparison such as <0.5 is no number: export the number that the study counts it"
                  + " as, or name it with --missing"),
          new Shape(
              "[-+]?[0-9.,]+ ?[%‰°µA-Za-z/²³.]{1,12}",
              "it has a unit, or letters, behind the number: export the number alone"),
          new Shape(
              "[-+]?[0-9]+\\.[0-9]{9,}([eE][-+]?[0-9]+)?",
              "it has the digits of a floating point number: --round rounds to the declared"
                  + " decimals, half to even, and counts it"),
          new Shape(
              "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T].*)?",
              "it is a date: declare date(years to 2024-01-01)[lo..hi], or months or days, to or"
                  + " from a day; the form of dates goes behind it, such as dd.MM.yyyy"));

  private record Shape(Pattern pattern, String fix) {
    Shape(String regex, String fix) {
      this(Pattern.compile(regex), fix);
    }
  }

  private ValueAdvice() {}

  /** Tells whether a text is one of the words for a missing value. */
  static boolean isMissingWord(String text) {
    return MISSING_WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the next step.
   *
   * @param allowed what the column declares, such as {@code {F,M}}
   */
  static String fix(DataProblem problem, String allowed, String text) {
    boolean number =
        problem == DataProblem.NOT_A_NUMBER || problem == DataProblem.TOO_MANY_DECIMALS;
    Optional<String> shape = number ? shapeFix(text) : Optional.empty();
    if (shape.isPresent()) {
      return shape.get();
    }
    if (text.codePoints().anyMatch(ValueAdvice::isInvisible)) {
      return "it has an invisible character in it: remove it in the export";
    }
    if (isMissingWord(text)) {
      return "it looks like a word for a missing value: --missing '" + text + "' reads it so";
    }
    if (MISSING_CODES.contains(text)) {
      return "it looks like a code for a missing value: if it is one, --missing " + text;
    }
    return problem == DataProblem.UNKNOWN_CATEGORY ? categoryFix(allowed, text) : problem.fix();
  }

  private static String categoryFix(String allowed, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (allowed.toLowerCase(Locale.ROOT).matches(".*[{,]" + Pattern.quote(lower) + "[,}].*")) {
      return "it differs from a declared one in capital letters: declare it as the data has it";
    }
    if (text.indexOf(',') >= 0) {
      return "it has a comma in it: such a label is quoted where it is declared, as in"
          + " cat{\"A, B\",C}";
    }
    if (text.matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?")) {
      return "it is a number: categories are compared as text; declare it as the data has it, or"
          + " the column as int[lo..hi] or dec(d)[lo..hi]";
    }
    return DataProblem.UNKNOWN_CATEGORY.fix();
  }

  private static Optional<String> shapeFix(String text) {
    return SHAPES.stream()
        .filter(shape -> shape.pattern().matcher(text).matches())
        .map(Shape::fix)
        .findFirst();
  }

  private static boolean isInvisible(int c) {
    return c == '\u00A0'
        || c == '\u202F'
        || Character.getType(c) == Character.FORMAT
        || Character.isISOControl(c);
  }
}
