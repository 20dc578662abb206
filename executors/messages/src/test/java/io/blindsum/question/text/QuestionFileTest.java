package io.blindsum.question.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.EncodingException;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.PlanRequest;
import io.blindsum.text.DataException;
import io.blindsum.text.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionFileTest {
  private static final String HEART =
      """
      study: heart-2026
      dataset: cohort
      where: age >= 40 and diabetes = 1
      where_columns:
        diabetes: int[0..1]
      columns:
        sbp: int[60..260]
        age: int[18..120]
        sex: cat{F,M}
        month: month[0..60]
        death: int[0..1]
      group_by: [sex]
      stats: [count, mean, sd, hist(sbp,10), ols(sbp ~ age + death), km(month, death)]
      limits: {max_rows: 10_000_000, sites_min: 2, min_cell: 10}
      sites: [karolinska, lulea]
      cloud: {window: 16, batch_rows: 500}
      parameters:
        year: 2025
        bmi: 22.50
      """;

  @Test
  void reads_a_question() {
    Question question = QuestionFile.of(YamlMap.parse("heart.yaml", HEART));
    assertThat(question.study()).isEqualTo("heart-2026");
    assertThat(question.columns())
        .extracting(ColumnSpec::name)
        .containsExactly("age", "death", "month", "sbp", "sex");
    assertThat(question.where().orElseThrow()).hasToString("age >= 40 and diabetes = 1");
    assertThat(question.moments()).containsExactly("count", "mean", "sd");
    assertThat(question.statistics().toString())
        .isEqualTo("[hist(sbp,10), ols(sbp ~ age + death), km(month,death)]");
    assertThat(question.limits())
        .isEqualTo(new Question.Limits(10_000_000, 2, ReleaseRule.of(10), Optional.empty()));
    assertThat(question.layout()).isEqualTo(LayoutMode.WIDE);
    assertThat(question.run())
        .isEqualTo(new Question.Run(List.of("karolinska", "lulea"), 16, 500, 0, 0, false));
    SlotLayout layout = question.layout(3072);
    assertThat(layout.columns()).isEqualTo(question.columns());
    assertThat(SlotLayout.parse(layout.toString())).isEqualTo(layout);
  }

  @Test
  void readsHowBatchesTravel() {
    String files = HEART.replace("batch_rows: 500", "transport: files");
    assertThat(QuestionFile.of(YamlMap.parse("heart.yaml", files)).run().files()).isTrue();
    String inline = HEART.replace("batch_rows: 500", "transport: inline");
    assertThat(QuestionFile.of(YamlMap.parse("heart.yaml", inline)).run().files()).isFalse();
    String pigeon = HEART.replace("batch_rows: 500", "transport: pigeon");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> QuestionFile.of(YamlMap.parse("heart.yaml", pigeon)))
        .withMessageContaining("inline or files expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[sex]                                     | sex:",
        "{sex: drop missing}                       | sex",
        "[{sex: drop missing}, age:10]             | sex/age:10,",
        "['age:10: drop missing', sex]             | age:10/sex:",
        "{sex: , 'age:10': drop missing}           | sex:/age:10",
        "['arms:0,1', {'ward:2,3': drop missing}]  | arms:0,1,/ward:2,3",
        "{'sex,death': drop missing}               | sex/death",
      })
  void keeps_rows_without_a_group_unless_they_are_dropped(String groupBy, String texts) {
    Question question =
        QuestionFile.of(
            YamlMap.parse("a.yaml", HEART.replace("group_by: [sex]", "group_by: " + groupBy)));
    assertThat(String.join("/", question.groupBy().texts())).isEqualTo(texts);
  }

  @Test
  void has_the_hash_of_before_where_rows_without_a_group_are_dropped() {
    // of the time when there was no group of rows without a value
    Question question =
        QuestionFile.of(YamlMap.parse("a.yaml", HEART.replace("[sex]", "{sex: drop missing}")));
    assertThat(question.hash())
        .isEqualTo("8a967740a7998f16b4bc8946cee093da2a5edf92942a63c01353985aa933068a");
  }

  @Test
  void names_words_for_no_value() {
    String every = HEART.replace("group_by:", "missing: [-99, '.', -99]\ngroup_by:");
    Question question = QuestionFile.of(YamlMap.parse("a.yaml", every));
    assertThat(question.missing()).containsOnly(Map.entry("", List.of("-99", ".")));
    String some = HEART.replace("group_by:", "missing: {age: [999], diabetes: [9]}\ngroup_by:");
    assertThat(QuestionFile.of(YamlMap.parse("a.yaml", some)).missing())
        .containsOnly(Map.entry("age", List.of("999")), Map.entry("diabetes", List.of("9")));
    assertThat(QuestionFile.of(YamlMap.parse("a.yaml", some)).hash()).isNotEqualTo(question.hash());
    assertThat(
            QuestionFile.of(
                YamlMap.parse("a.yaml", HEART.replace("group_by:", "missing: []\ngroup_by:"))))
        .extracting(Question::hash)
        .isEqualTo(QuestionFile.of(YamlMap.parse("a.yaml", HEART)).hash());
    assertThatThrownBy(
            () -> QuestionFile.of(YamlMap.parse("a.yaml", some.replace("{age:", "{bmi:"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bmi: not a column of the question")
        .hasMessageContaining("line 12 column 11");
  }

  @Test
  void has_a_hash_of_what_leaves_a_hospital() {
    String hash = QuestionFile.of(YamlMap.parse("heart.yaml", HEART)).hash();
    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(
            QuestionFile.of(
                    YamlMap.parse(
                        "b.yaml", HEART.replace("window: 16, batch_rows: 500", "window: 2")))
                .hash())
        .isEqualTo(hash);
    assertThat(
            QuestionFile.of(
                    YamlMap.parse("b.yaml", HEART.replace("age >= 40 and", "age>=40   and")))
                .hash())
        .isEqualTo(hash);
    for (String change :
        new String[] {
          "heart-2026|heart-2027",
          "dataset: cohort|dataset: other",
          "age >= 40|age >= 41",
          "int[60..260]|int[60..250]",
          "hist(sbp,10)|hist(sbp,5)",
          "mean, |",
          "year: 2025|year: 2026",
          "22.50|22.5",
          "min_cell: 10|min_cell: 5",
          "min_cell: 10|min_cell: 10, rounding: 5",
          "min_cell: 10|min_cell: 10, rows_per_parameter: 10",
          "min_cell: 10|min_cell: 10, hide_zeros: true",
          "sites_min: 2|sites_min: 1",
          "group_by: [sex]|group_by: [sex, 'age:10']",
        }) {
      String[] parts = change.split("\\|", -1);
      String changed = HEART.replace(parts[0], parts[1]);
      assertThat(changed).isNotEqualTo(HEART);
      assertThat(QuestionFile.of(YamlMap.parse("b.yaml", changed)).hash())
          .as(change)
          .isNotEqualTo(hash);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "study: heart-2026     | stuudy: heart            | line 1 column 1 | unknown member"
            + " 'stuudy'",
        "study: heart-2026     | study: a b               | line 1 column 1 | not a name",
        "dataset: cohort       | dataset: 'select 1'      | line 2 column 1 | not a name",
        "age >= 40             | weight >= 40             | line 3 column 1 | 'weight'",
        "age >= 40             | age >= 40;               | line 3 column 1 | ';' has no place",
        "age >= 40             | age >= \"40\"            | line 3 column 1 | '\"' has no place",
        "age >= 40             | age >= 4000              | line 3 column 1 | a value of 'age",
        "and diabetes = 1      | and death = 1            | line 4 column 1 | 'diabetes' is not in",
        "diabetes: int[0..1]   | sbp: int[0..1]           | line 4 column 1 | among the columns",
        "age: int[18..120]     | age: int[120..18]        | line 8 column 3 | swap them",
        "age: int[18..120]     | age: number              | line 8 column 3 | unknown type",
        "group_by: [sex]       | group_by: [smoking]      | line 12 column 1 | not a declared"
            + " column",
        "group_by: [sex]       | group_by: ['age:10', 'age:5'] | line 12 column 1 | names a column"
            + " twice",
        "group_by: [sex]       | group_by: ['age:0']      | line 12 column 1 | above 0",
        "hist(sbp,10)          | hist(sex,10)             | line 13 column 1 | 'sex' is a category",
        "hist(sbp,10)          | hist(ldl,10)             | line 13 column 1 | 'ldl' is not a"
            + " declared",
        "hist(sbp,10)          | mode                     | line 13 column 1 | unknown statistic"
            + " 'mode'",
        "hist(sbp,10)          | hist(sbp,10              | line 13 column 1 | two arguments"
            + " expected",
        "sbp ~ age + death     | sbp ~ age + age          | line 13 column 1 | 'age' occurs twice",
        "km(month, death)      | km(sbp, sex)             | line 13 column 1 | an event column",
        "sd,                   | anova, welch, median,    | line 13 column 1 | unknown statistic"
            + " 'median'",
        "max_rows: 10_000_000  | max_rows: 9, patients: 9 | line 14 | an old name of max_rows",
        "max_rows: 10_000_000  | patients: 0              | line 14 | whole number from 1",
        "max_rows: 10_000_000  | max_rows: 0              | line 14 | whole number from 1",
        "max_rows: 10_000_000  | max_rows: 9              | line 14 | no count could be shown",
        "min_cell: 10          | rounding: 0              | line 14 | whole number from 1",
        "min_cell: 10          | min_cell: 4, rounding: 9 | line 14 | min_cell from 5 up, or",
        "min_cell: 10          | min_cell: 1, hide_zeros: true | line 14 | min_cell 1 hides none",
        "min_cell: 10          | rows_per_parameter: 2    | line 14 | whole number from 3",
        "min_cell: 10          | epsilon: 11              | line 14 | epsilon: from 0.001 to 10",
        "min_cell: 10          | epsilon: a lot           | line 14 | epsilon: from 0.001 to 10",
        "min_cell: 10          | epsilon: 1, rounding: 5  | line 14 | are not rounded; leave",
        "min_cell: 10          | epsilon: 1               | line 14 | is not computed from noisy",
        "sites_min: 2          | sites_min: 3             | line 14 | whole number from 1 to 2",
        "[karolinska, lulea]   | [lulea, lulea]           | line 15 column 1 | each once",
        "window: 16,           | window: 1001,            | line 16 | from 1 to 1000",
        "batch_rows: 500       | batch_rows: 0            | line 16 | from 1 to 100000000",
        "cloud: {window: 16, batch_rows: 500} | layout: round | line 16 column 1 | wide, tall or"
            + " partials expected",
        "year: 2025            | year: [2025]             | line 18 | not a single value",
      })
  void says_what_is_wrong_and_where(String part, String wrong, String where, String message) {
    assertThatThrownBy(
            () -> QuestionFile.of(YamlMap.parse("heart.yaml", HEART.replace(part, wrong))))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.where()).startsWith("heart.yaml").contains(where);
              assertThat(e.what()).contains(message).doesNotContain("\n");
            });
  }

  @Test
  void noise_is_a_part_of_the_question_and_of_its_layout() {
    String exact = HEART.replaceFirst("stats: .*", "stats: [count, mean, hist(sbp,10)]");
    String noisy = exact.replace("min_cell: 10", "min_cell: 10, epsilon: 0.50");
    Question question = QuestionFile.of(YamlMap.parse("a.yaml", noisy));
    assertThat(question.limits().noise().map(Object::toString)).contains("0.5");
    assertThat(question.layout(2048).noise()).isEqualTo(question.limits().noise());
    assertThat(question.hash())
        .isNotEqualTo(QuestionFile.of(YamlMap.parse("b.yaml", exact)).hash())
        .isEqualTo(QuestionFile.of(YamlMap.parse("c.yaml", noisy.replace("0.50", "0.5"))).hash());
    assertThat(PlanRequest.of(question, "key").toQuestion().hash()).isEqualTo(question.hash());
    for (String test : List.of("ci", "proportion", "welch", "anova")) {
      assertThatThrownBy(
              () ->
                  QuestionFile.of(
                      YamlMap.parse("d.yaml", noisy.replace("mean,", "mean, " + test + ","))))
          .hasMessageContaining(test);
    }
    assertThatThrownBy(() -> QuestionFile.of(YamlMap.parse("e.yaml", noisy + "\nlayout: tall\n")))
        .hasMessageContaining("noise: a tall layout");
  }

  @Test
  void keeps_whole_numbers_and_the_digits_of_others() {
    assertThat(QuestionFile.of(YamlMap.parse("heart.yaml", HEART)).parameters())
        .isEqualTo(Map.of("year", 2025L, "bmi", "22.50"));
  }

  @Test
  void reads_the_old_name_of_max_rows() {
    Question old =
        QuestionFile.of(YamlMap.parse("a.yaml", HEART.replace("max_rows:", "patients:")));
    Question question = QuestionFile.of(YamlMap.parse("a.yaml", HEART));
    assertThat(old.limits()).isEqualTo(question.limits());
    assertThat(old.hash()).isEqualTo(question.hash());
  }

  @Test
  void needs_every_site_unless_fewer_are_enough() {
    String some = HEART.replace("sites_min: 2, ", "");
    assertThat(QuestionFile.of(YamlMap.parse("a.yaml", some)).limits().sitesMin()).isEqualTo(2);
    String none = some.replace("sites: [karolinska, lulea]", "");
    assertThat(QuestionFile.of(YamlMap.parse("a.yaml", none)).limits().sitesMin()).isEqualTo(1);
  }

  @Test
  void compares_groups_only_where_there_are_some() {
    assertThatThrownBy(
            () ->
                QuestionFile.of(
                    YamlMap.parse(
                        "a.yaml", HEART.replace("[sex]", "[]").replace("count,", "count, anova,"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("anova compares groups");
    assertThatThrownBy(
            () ->
                QuestionFile.of(
                    YamlMap.parse(
                        "a.yaml",
                        HEART.replace("[sex]", "['age:50']").replace("count,", "count, welch,"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("welch compares two groups, group_by makes 3");
  }

  @ParameterizedTest
  @CsvSource({
    "'sex: cat{F,M}', mean, 'mean needs a column of numbers'",
    "'sex: cat{F,M}', anova, 'anova needs a column of numbers'",
    "'age: int[18..120]', proportion, 'proportion needs a column of 0 and 1'",
    "'age: dec(1)[0..1]', proportion, 'proportion needs a column of 0 and 1'",
  })
  void refuses_what_no_column_would_have(String column, String statistic, String why) {
    String question =
        "study: s\ndataset: d\ncolumns:\n  %s\n  arm: cat{a,b}\ngroup_by: [arm]\nstats: [count, %s]\n"
            .formatted(column, statistic);
    String some = question + "limits: {max_rows: 100}\n";
    assertThatThrownBy(() -> QuestionFile.of(YamlMap.parse("a.yaml", some)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(why);
    assertThat(
            QuestionFile.of(YamlMap.parse("a.yaml", some.replace(", " + statistic, ""))).moments())
        .containsExactly("count");
  }

  @Test
  void refuses_more_groups_than_fit() {
    String many = HEART.replace("[sex]", "[sex, 'age:1', 'sbp:50']");
    assertThatThrownBy(() -> QuestionFile.of(YamlMap.parse("a.yaml", many)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("more than 1000 groups");
    Question wide =
        QuestionFile.of(YamlMap.parse("a.yaml", HEART.replace("[sex]", "[sex, 'age:1']")));
    assertThat(wide.layout(3072).plaintextsPerRecord()).isGreaterThan(100);
    String tooMany =
        HEART
            .replace("[sex]", "['sex: drop missing', 'age:1: drop missing', 'sbp:100']")
            .replace("10)", "1)");
    assertThatThrownBy(() -> QuestionFile.of(YamlMap.parse("a.yaml", tooMany)).layout(3072))
        .isInstanceOf(EncodingException.class)
        .hasMessageContaining("more than 100,000");
  }
}
