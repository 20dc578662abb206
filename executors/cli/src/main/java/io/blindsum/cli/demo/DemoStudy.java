package io.blindsum.cli.demo;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.StudyRequest;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question that the demo asks its hospitals, as a researcher writes it down.
 *
 * @param question it has one column that makes the groups
 */
record DemoStudy(Question question) {
  private static final int BATCHES = 25;

  private static final String COHORT =
      """
      study: blood-pressure
      dataset: cohort
      columns: {sbp: 'int[60..260]'}
      group_by: ['%s:%s: drop missing']
      stats: [count, sum, mean, sd, variance]
      layout: tall
      limits: {max_rows: 250_000, min_cell: 10}
      sites: [hospital-a, hospital-b]
      cloud: {window: 4, batch_rows: %d}
      """;

  /** The patients of a real trial. */
  static final DemoStudy TRIAL =
      parse(
          """
          study: actg175
          dataset: trial
          columns:
            age: int[12..70]
            wtkg: dec(5)[30..160]
            cd40: int[0..1500]
            cd420: int[0..1500]
            month: month[0..48]
            cens: int[0..1]
          group_by: ['arms:0,1,2,3: drop missing']
          stats: [count, sum, mean, sd, variance,
                  'hist(age,10)', 'km(month,cens)', 'ols(cd420 ~ age + cd40)']
          limits: {max_rows: 10_000, min_cell: 1}
          sites: [hospital-a, hospital-b]
          cloud: {window: 4}
          """);

  /**
   * Synthetic patients of two different hospitals, of whom 7 are in a trial.
   *
   * @param patients of each hospital
   */
  static DemoStudy cohort(int patients) {
    return parse(
        COHORT.formatted(DemoCohort.WARD, String.join(",", DemoCohort.WARDS), patients / BATCHES));
  }

  private static DemoStudy parse(String text) {
    return new DemoStudy(QuestionFile.parse("demo", text));
  }

  String name() {
    return question.study();
  }

  String dataset() {
    return question.dataset();
  }

  /** Returns the columns that a hospital has to list for this. */
  List<String> listed() {
    return Stream.concat(question.columns().stream(), Stream.of(groupColumn()))
        .map(ColumnSpec::toString)
        .toList();
  }

  /** Returns the names of the columns that get totals. */
  List<String> names() {
    return question.columns().stream().map(ColumnSpec::name).toList();
  }

  /** Returns the column that makes the groups. */
  String group() {
    return groupColumn().name();
  }

  private ColumnSpec groupColumn() {
    return question.groupBy().columns().get(0).column();
  }

  /** Returns the least count that is shown. */
  int minCell() {
    return question.limits().minCell();
  }

  /** Returns what the researcher asks the colony. */
  StudyRequest spec(PaillierPublicKey key) {
    return StudyRequest.of(question, SeedKeyFormat.write(key));
  }
}
