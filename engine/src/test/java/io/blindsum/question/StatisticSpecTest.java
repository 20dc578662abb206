package io.blindsum.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.Slot;
import io.blindsum.layout.SlotLayout;
import io.blindsum.stats.Histogram;
import io.blindsum.stats.StandardisedRate.Stratum;
import io.blindsum.stats.SurvivalCount;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticSpecTest {
  private static final List<ColumnSpec> COLUMNS =
      Stream.of(
              "age:int[18..120]",
              "hba1c:dec(2)[3..20]",
              "sex:cat{F,M}",
              "month:month[0..3]",
              "death:int[0..1]",
              "dead:cat{1,0}",
              "shift:month[-1..3]",
              "days:int[0..5000]")
          .map(ColumnSpec::parse)
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hist(age,10)",
        "hist(hba1c,0.25)",
        "table(sex,death)",
        "table(age:10,sex)",
        "km(month,death)",
        "rate(death,age:50,7,20,3)",
        "rate(dead,sex,1,0)",
        "corr(age,hba1c)",
        "ols(hba1c ~ age)",
        "ols(hba1c ~ age + death)"
      })
  void gives_its_text_back(String text) {
    assertThat(StatisticSpec.parse(text, COLUMNS)).hasToString(text);
    String spaced = text.replace(",", " , ").replace("(", " ( ");
    assertThat(StatisticSpec.parse(spaced, COLUMNS))
        .isEqualTo(StatisticSpec.parse(text, COLUMNS))
        .hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "age                  | is no statistic; write hist(COLUMN,WIDTH)",
        "median(age,2)        | unknown name; write hist(COLUMN,WIDTH)",
        "hist(age)            | two arguments expected",
        "hist(weight,5)       | 'weight' is not a declared column",
        "hist(sex,5)          | 'sex' is a category; write table(A,B)",
        "hist(age,0)          | it must be above 0",
        "hist(age,F)          | band width",
        "table(sex,sex)       | two different columns",
        "table(sex,days)      | more than 1,000 values",
        "table(sex:F,death)   | 'sex' is a category",
        "km(shift,death)      | a survival time is a month or int column from 0 up",
        "km(hba1c,death)      | 'hba1c' has more than 1,000 values",
        "km(month,age)        | an event column is int[0..1] or cat{0,1}",
        "km(month,sex)        | an event column is int[0..1] or cat{0,1}",
        "rate(death,age:50)   | write rate(EVENT,AGE:WIDTH,N1,N2,...)",
        "rate(death,age:50,1,2) | 2 numbers of the standard population for 3 strata: one for each of",
        "rate(death,sex,0,0)  | the standard population is empty",
        "rate(death,sex,1,-1) | '-1' is no number of people",
        "rate(age,sex,1,1)    | an event column is int[0..1] or cat{0,1}",
        "rate(death,death,1,1) | a rate needs an event and a column of strata",
        "corr(age,age)        | 'age' occurs twice in one statistic",
        "ols(hba1c ~ age+age) | 'age' occurs twice in one statistic",
        "ols(age ~ age)       | 'age' occurs twice in one statistic",
        "ols(hba1c ~ sex)     | 'sex' is a category; products need numbers",
        "ols(hba1c)           | write ols(Y ~ X1 + X2)",
        "ols(hba1c ~ )        | '' is not a declared column",
      })
  void says_what_is_wrong(String text, String message) {
    assertThatThrownBy(() -> StatisticSpec.parse(text, COLUMNS))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(text.strip());
  }

  @Test
  void reads_the_counts_of_its_cells() {
    HistogramSpec ages = (HistogramSpec) StatisticSpec.parse("hist(age,50)", COLUMNS);
    Histogram histogram = ages.histogram(List.of(3L, 4L, 5L));
    assertThat(histogram.edges())
        .containsExactly(
            BigDecimal.valueOf(18),
            BigDecimal.valueOf(50),
            BigDecimal.valueOf(100),
            BigDecimal.valueOf(121));
    SurvivalSpec first = (SurvivalSpec) StatisticSpec.parse("km(month,death)", COLUMNS);
    SurvivalSpec other = (SurvivalSpec) StatisticSpec.parse("km(month,dead)", COLUMNS);
    List<Long> counts = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(first.ends(counts)).element(1).isEqualTo(new SurvivalCount(1, 4, 3));
    assertThat(other.ends(counts)).element(1).isEqualTo(new SurvivalCount(1, 3, 4));
    RateSpec rate = (RateSpec) StatisticSpec.parse("rate(dead,age:50,7,20,3)", COLUMNS);
    assertThat(rate.strata(List.of(1L, 2L, 3L, 4L, 5L, 6L)))
        .containsExactly(new Stratum(1, 3, 7), new Stratum(3, 7, 20), new Stratum(5, 11, 3));
    TableSpec table = (TableSpec) StatisticSpec.parse("table(sex,death)", COLUMNS);
    assertThat(table.table(List.of(1L, 2L, 3L, 4L)).counts())
        .containsExactly(List.of(1L, 2L), List.of(3L, 4L));
    assertThat(TableSpec.labels(table.rows())).containsExactly("F", "M");
  }

  @Test
  void takes_its_place_in_a_layout() {
    StatisticSpec statistic = StatisticSpec.parse("corr(age,hba1c)", COLUMNS);
    assertThatThrownBy(() -> layout(COLUMNS, statistic, statistic))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> layout(COLUMNS.subList(0, 1), statistic))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("not declared");
    int without = layout(COLUMNS).slots().size();
    SlotLayout layout = layout(COLUMNS, statistic);
    // 1, two sums, three products: the widths are those of 1,000 rows of the greatest values
    assertThat(layout.slots().subList(without, without + 6))
        .extracting(Slot::bits)
        .containsExactly(10, 17, 21, 24, 28, 32);
  }

  @Test
  void refuses_more_cells_than_fit() {
    List<ColumnSpec> wide =
        List.of(ColumnSpec.parse("a:int[0..900]"), ColumnSpec.parse("b:int[0..900]"));
    assertThatThrownBy(() -> layout(wide, StatisticSpec.parse("table(a,b)", wide)))
        .isInstanceOf(SpecificationException.class)
        .hasMessageContaining("cells");
  }

  private static SlotLayout layout(List<ColumnSpec> columns, StatisticSpec... statistics) {
    return SlotLayout.of(columns, GroupBy.none(), List.of(statistics), 1000, 3072, LayoutMode.WIDE);
  }
}
