package io.blindsum.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"TRUE", "True", "true", "T", "t", "YES", "Yes", "y", "Y", "1", "1.0"})
  void readsWordsForTrue(String word) {
    assertReads("bool", word, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FALSE", "False", "false", "F", "f", "NO", "No", "n", "N", "0", "0.0"})
  void readsWordsForFalse(String word) {
    assertReads("bool", word, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "2", "01", "tr", "truee", "TRUE ", "\u0131", "Q"})
  void takesNoOtherWordForTrueOrFalse(String word) {
    assertThat(status("bool", word)).isEqualTo(FieldStatus.NEITHER_TRUE_NOR_FALSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bool", "date(days from 2020-01-01)[0..9]"})
  void readsWordsForAMissingValue(String type) {
    for (String word : List.of("", "NA", "N/A", "NULL", "null", "\\N")) {
      assertThat(status(type, word)).isEqualTo(FieldStatus.NULL);
    }
  }

  /** The figures are those of PostgreSQL's {@code age()} and of dates that it subtracts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date(years to 2024-01-01)[0..120] | 1960-05-31 | 63",
        "date(years to 2024-01-01)[0..120] | 1960-01-01 | 64",
        "date(years to 2024-01-01)[0..120] | 1960-01-02 | 63",
        "date(years to 2023-02-28)[0..120] | 2000-02-29 | 22",
        "date(years to 2024-02-29)[0..120] | 2000-02-29 | 24",
        "date(months from 2020-01-31)[0..60] | 2020-02-29 | 0",
        "date(months from 2020-01-31)[0..60] | 2020-03-31 | 2",
        "date(months from 2020-01-15, dd.MM.yyyy)[0..60] | 14.03.2021 | 13",
        "date(months from 2020-01-15, M/d/yyyy)[0..60] | 3/15/2021 | 14",
        "date(days from 2020-01-01, yyyyMMdd)[0..9999] | 20240229 | 1520",
        "date(days from 2020-01-01)[0..9999] | 2020-12-31T23:59:59Z | 365",
        "date(days from 2020-01-01)[0..9999] | 2020-12-31 00:00:00 | 365"
      })
  void countsTimeFromOrToTheDay(String type, String date, long expected) {
    assertReads(type, date, expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023-01-32",
        "2023-1-1",
        "23-01-01",
        "20230101",
        "2023-01-01x",
        "01.01.2023",
        "2023-01",
        "63",
        "-2023-01-01",
        "today"
      })
  void takesNothingElseForADate(String text) {
    assertThat(status("date(years to 2024-01-01)[0..120]", text)).isEqualTo(FieldStatus.NOT_A_DATE);
  }

  /** A day before the start is no part of the first month, though it is less than a month away. */
  @Test
  void leavesOutADateOnTheOtherSideOfTheDay() {
    assertThat(status("date(months from 2020-01-15)[0..60]", "2020-01-14"))
        .isEqualTo(FieldStatus.OUT_OF_RANGE);
    assertThat(status("date(years to 2024-01-01)[0..120]", "2024-01-02"))
        .isEqualTo(FieldStatus.OUT_OF_RANGE);
    assertReads("date(years to 2024-01-01)[-1..120]", "2024-01-02", -1);
  }

  @Test
  void countsRandomDatesAsTheCalendarOfJavaDoes() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ColumnReaderTest: -Dseed=" + seed);
    Random random = new Random(seed);
    DateTimeFormatter format = DateTimeFormatter.ofPattern("d/M/uuuu", Locale.ROOT);
    for (int i = 0; i < 2_000; i++) {
      LocalDate day = LocalDate.ofEpochDay(random.nextInt(60_000) - 20_000);
      LocalDate date = day.plusDays(random.nextInt(40_000));
      Period period = Period.between(day, date);
      String range = ", d/M/yyyy)[0..99999]";
      assertReads("date(years from " + day + range, format.format(date), period.getYears());
      assertReads("date(months from " + day + range, format.format(date), period.toTotalMonths());
      assertReads(
          "date(days to " + date + range, format.format(day), ChronoUnit.DAYS.between(day, date));
    }
  }

  @Test
  void readsInAQuestionTheNumberThatADateStandsFor() {
    ColumnReader reader =
        ColumnReader.ofQuestion(ColumnType.parse("date(years to 2024-01-01)[18..90]"));
    assertThat(reader.read("40")).isEqualTo(FieldStatus.VALUE);
    assertThat(reader.encoded()).isEqualTo(22);
    assertThat(reader.read("1984-01-01")).isEqualTo(FieldStatus.NOT_NUMERIC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date[0..9] | is not a type",
        "date()[0..9] | write date(years to 2024-01-01)",
        "date(weeks to 2024-01-01)[0..9] | is no unit; write years, months or days",
        "date(years at 2024-01-01)[0..9] | write date(years to 2024-01-01)",
        "date(years to 2024-02-30)[0..9] | is no day of the calendar",
        "date(years to 2024-01-01, yy-MM-dd)[0..9] | is no form of dates",
        "date(years to 2024-01-01, yyyyMd)[0..9] | is no form of dates",
        "date(years to 2024-01-01, dd.dd.yyyy)[0..9] | is no form of dates",
        "bool[0..1] | is not a type",
        "boolean | unknown type 'boolean'; did you mean bool?"
      })
  void saysWhatIsWrongWithAType(String type, String reason) {
    assertThatThrownBy(() -> ColumnType.parse(type))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining(reason);
  }

  private static FieldStatus status(String type, String text) {
    return ColumnReader.of(ColumnType.parse(type)).read(text);
  }

  private static void assertReads(String type, String text, long expected) {
    NumberType parsed = ColumnType.parse(type).numbers().orElseThrow();
    ColumnReader reader = ColumnReader.of(parsed);
    assertThat(reader.read(text)).as(type + " " + text).isEqualTo(FieldStatus.VALUE);
    assertThat(parsed.lowest() + reader.encoded()).as(type + " " + text).isEqualTo(expected);
  }
}
