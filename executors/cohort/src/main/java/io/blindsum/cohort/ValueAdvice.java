package io.blindsum.cohort;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to do about a bad value, by what it looks like. Quotes no value of a patient, but words and
 * codes that stand for a missing one, which are the same everywhere.
 */
final class ValueAdvice {
  /** Points, commas, apostrophes and the blanks that programs put between thousands. */
  private static final String THOUSANDS_MARK = "[.,'’_ \\u00A0\\u2007\\u2009\\u202F]";

  private static final String NUMBER = "[-+]?[0-9][0-9.,]*";

  private static final List<Shape> NUMBERS =
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
              "([<>≤≥~=≈]|&[lg]t;)+ ?" + NUMBER + ".{0,16}|" + NUMBER + " ?\\+",
              "a comparison such as <0.5 or 90+ is no number: export the number that the study"
                  + " counts it as, or name it with --missing"),
          new Shape(
              "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T].*)?",
              "it is a date: declare date(years to 2024-01-01)[lo..hi], or months or days, to or"
                  + " from a day; the form of dates goes behind it, such as dd.MM.yyyy"),
          new Shape(
              NUMBER + " ?(-|–|/|to) ?" + NUMBER,
              "it is two numbers, such as a range: export one number, or declare the ranges as"
                  + " cat{...}"),
          new Shape(
              "[-+−–—]?[\\p{Nd}.,]+",
              "its digits or its minus sign are other characters than 0 to 9 and -: export plain"
                  + " numbers"),
          new Shape(
              NUMBER + "( .|[^0-9., ]).{0,20}|[\\p{Sc}*] ?" + NUMBER,
              "it has a unit, or letters or signs, beside the number: export the number alone"));

  private static final List<Shape> DECIMALS =
      List.of(
          new Shape(
              "[-+]?[0-9]+\\.[0-9]{9,}([eE][-+]?[0-9]+)?|.*[eE]-[0-9]+",
              "it has the digits of a floating point number: --round rounds to the declared"
                  + " decimals, half to even, and counts it"),
          new Shape(
              "[-+]?[1-9][0-9]{0,2}\\.[0-9]{3}",
              "declare more decimals, or --round to the declared ones; if its point groups"
                  + " thousands, export numbers without thousands marks"));

  private static final List<Shape> DATES =
      List.of(
          new Shape(
              "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?", "it is no day of the calendar: correct it"),
          new Shape(
              "[0-9]{4,5}(\\.[0-9]+)?",
              "it may be the number that a spreadsheet has for a day: show the column as dates"
                  + " there, such as 2024-01-31, before it is saved as CSV"),
          new Shape(
              ".*[0-9].*\\p{L}{3,}.*|.*\\p{L}{3,}.*[0-9].*",
              "a month in letters is not read: export dates in digits, such as 2024-01-31"));

  private static final List<Shape> SHEETS =
      List.of(
          new Shape(
              "#[\\p{L}0/]{1,8}[!?]",
              "it is an error of a spreadsheet: correct it there, or name it with --missing"),
          new Shape("#{2,}", "the column was too narrow when the sheet was saved: widen it there"));

  private record Shape(Pattern pattern, String fix) {
    Shape(String regex, String fix) {
      this(Pattern.compile(regex), fix);
    }

    boolean fits(String text) {
      return pattern.matcher(text).matches();
    }
  }

  private ValueAdvice() {}

  /**
   * Returns the next step.
   *
   * @param allowed what the column declares, such as {@code {F,M}}
   */
  static String fix(DataProblem problem, String allowed, String text) {
    if (MissingTexts.isWord(text)) {
      return "it looks like a word for a missing value: --missing '" + text + "' reads it so";
    }
    if (MissingTexts.isCode(text)) {
      return "it looks like a code for a missing value: if it is one, --missing " + text;
    }
    return Stream.concat(SHEETS.stream(), shapes(problem).stream())
        .filter(shape -> shape.fits(text))
        .map(Shape::fix)
        .findFirst()
        .or(() -> lookalike(problem, allowed, text))
        .or(() -> invisible(text))
        .orElseGet(
            () ->
                problem == DataProblem.UNKNOWN_CATEGORY
                    ? categoryFix(allowed, text)
                    : problem.fix());
  }

  private static List<Shape> shapes(DataProblem problem) {
    return switch (problem) {
      case NOT_A_NUMBER -> NUMBERS;
      case TOO_MANY_DECIMALS -> DECIMALS;
      case NOT_A_DATE -> DATES;
      default -> List.of();
    };
  }

  /** Finds a declared category that looks the same. */
  private static Optional<String> lookalike(DataProblem problem, String allowed, String text) {
    boolean same = problem == DataProblem.UNKNOWN_CATEGORY && isDeclared(seen(allowed), seen(text));
    return same
        ? Optional.of(
            "it looks like a declared one, and has other characters, such as a no-break space or an"
                + " accent of its own: declare it as the data has it")
        : Optional.empty();
  }

  private static String seen(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("\\p{Cf}", "")
        .replaceAll("[\\s\\p{Z}]+", " ");
  }

  private static boolean isDeclared(String allowed, String label) {
    return allowed.matches("(?s).*[{,]" + Pattern.quote(label) + "[,}].*");
  }

  private static Optional<String> invisible(String text) {
    return text.codePoints().anyMatch(ValueAdvice::isInvisible)
        ? Optional.of("it has an invisible character in it: remove it in the export")
        : Optional.empty();
  }

  private static String categoryFix(String allowed, String text) {
    if (isDeclared(allowed.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT))) {
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

  private static boolean isInvisible(int c) {
    return c == '\u00A0'
        || c == '\u202F'
        || Character.getType(c) == Character.FORMAT
        || Character.isISOControl(c);
  }
}
