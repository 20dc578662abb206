package io.blindsum.cli.demo;

import io.blindsum.cli.rehearsal.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;

/** The files that the people of the demo write by hand, as they would for a colony of their own. */
final class DemoFiles {
  /** How many batches the cohort of a hospital is sent in. */
  static final int BATCHES = 25;

  /** The study of synthetic patients of two different hospitals, of whom 7 are in a trial. */
  static final String COHORT = "blood-pressure";

  /** The study of the patients of a real trial. */
  static final String TRIAL = "actg175";

  /** The study of their ages, under a key that nobody has. */
  static final String SHARED = "trial-ages";

  private static final String COHORT_QUESTION =
      """
      study: blood-pressure
      dataset: cohort
      columns: {sbp: 'int[60..260]'}
      group_by: ['ward:internal,surgery,home,trial: drop missing']
      stats: [count, sum, mean, sd, variance]
      layout: tall
      limits: {max_rows: 250_000, min_cell: 10}
      sites: [hospital-a, hospital-b]
      cloud: {window: 4, batch_rows: %s}
      """;

  private static final String TRIAL_QUESTION =
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
      """;

  /** Few totals: each costs a holder three powers of its share's size. */
  private static final String SHARED_QUESTION =
      """
      study: trial-ages
      dataset: trial
      columns: {age: 'int[12..70]'}
      group_by: ['arms:0,1,2,3: drop missing']
      stats: [count, sum, mean, sd, variance]
      limits: {max_rows: 10_000, min_cell: 1, sites_min: 2}
      sites: [hospital-a, hospital-b]
      """;

  private static final String SITE =
      """
      site: %1$s
      state: %1$s-state
      datasets:
        cohort:
          csv: %1$s-cohort.csv
          columns: {sbp: 'int[60..260]', ward: 'cat{internal,surgery,home,trial}'}
        trial:
          csv: %1$s-trial.csv
          columns:
            age: int[12..70]
            wtkg: dec(5)[30..160]
            cd40: int[0..1500]
            cd420: int[0..1500]
            month: month[0..48]
            cens: int[0..1]
            arms: cat{0,1,2,3}
      policy:
        approved_keys: approved
        initiators: [researcher]
        stats: [count, sum, mean, variance, sd, hist, km, ols]
      transport:
        %2$s
      """;

  private final Rehearsal script;

  DemoFiles(Rehearsal script) {
    this.script = script;
  }

  /**
   * Writes down the questions.
   *
   * @param patients of each hospital
   */
  void questions(int patients) throws IOException {
    write(COHORT + ".yaml", COHORT_QUESTION.formatted(patients / BATCHES));
    write(TRIAL + ".yaml", TRIAL_QUESTION);
    write(SHARED + ".yaml", SHARED_QUESTION);
  }

  /**
   * Writes the file of a hospital.
   *
   * @param sealTo the line of YAML that names the key of the cloud
   */
  void site(String site, String sealTo) throws IOException {
    write(site + ".yaml", SITE.formatted(site, sealTo));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(script.file(name), text);
  }
}
