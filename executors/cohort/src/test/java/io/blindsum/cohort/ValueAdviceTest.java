package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueAdviceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<0.5           | a comparison",
        "≥ 90           | a comparison",
        "&lt;0.5        | a comparison",
        "<0.5 mg/dL     | a comparison",
        "90+            | a comparison",
        "40-49          | two numbers",
        "120/80         | two numbers",
        "3 to 5         | two numbers",
        "2020-01-31     | is a date",
        "31.01.2020     | is a date",
        "5 mg/dL        | a unit",
        "5%             | a unit",
        "36,5 °C        | a unit",
        "5 10^9/L       | a unit",
        "5 x10⁹/L       | a unit",
        "5.1 H          | a unit",
        "5*             | a unit",
        "$5             | a unit",
        "−5             | plain numbers",
        "４１             | plain numbers",
        "٤١             | plain numbers",
        "6,5            | --decimal comma",
        "1,234          | may group thousands",
        "1.234.567      | thousands marks",
        "#VALUE!        | error of a spreadsheet",
        "#DIV/0!        | error of a spreadsheet",
        "#NAME?         | error of a spreadsheet",
        "#####          | too narrow",
        "#N/A           | --missing '#N/A'",
        "Unbekannt      | --missing 'Unbekannt'",
        "not applicable | --missing 'not applicable'",
        "high           | correct the column",
      })
  void looksAtWhatIsNoNumber(String text, String advice) {
    assertThat(ValueAdvice.fix(DataProblem.NOT_A_NUMBER, "[0..99]", text)).contains(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "-99, a code",
    "-9.00, a code",
    "999.0, a code",
    "9999.00, a code",
    "-999.9, a code",
    "-99.99, a code",
    "9999-12-31, a code",
    "1900-01-01 00:00, a code",
    "151, wider range",
    "-5, wider range",
    "998, wider range",
  })
  void looksAtWhatIsOutOfRange(String text, String advice) {
    assertThat(ValueAdvice.fix(DataProblem.OUT_OF_RANGE, "[0..99]", text)).contains(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, floating point",
    "5.551115123125783e-17, floating point",
    "0.125, 'more decimals, or --round'",
    "1.125, 'if its point groups thousands'",
  })
  void looksAtTooManyDecimals(String text, String advice) {
    assertThat(ValueAdvice.fix(DataProblem.TOO_MANY_DECIMALS, "[0..99]", text)).contains(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "2000-02-30, no day of the calendar",
    "21916, number that a spreadsheet has",
    "01-Jan-1960, a month in letters",
    "1.2.1960, how dates are written",
    "NaT, --missing 'NaT'",
  })
  void looksAtWhatIsNoDate(String text, String advice) {
    assertThat(ValueAdvice.fix(DataProblem.NOT_A_DATE, "date(...)", text)).contains(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "e\u0301     | looks like a declared one",
        "a\u00A0b    | looks like a declared one",
        "a\u200Bb    | invisible character",
        "É           | capital letters",
        "x, y        | is quoted where it is declared",
        "1.0         | compared as text",
        "other       | declare the category",
      })
  void looksAtUnknownCategories(String text, String advice) {
    assertThat(ValueAdvice.fix(DataProblem.UNKNOWN_CATEGORY, "{é,a b,1}", text)).contains(advice);
  }
}
