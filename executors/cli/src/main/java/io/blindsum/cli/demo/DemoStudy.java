package io.blindsum.cli.demo;

import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.StudyRequest;
import io.blindsum.paillier.PaillierPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A question that the demo asks its hospitals.
 *
 * @param name of the study
 * @param dataset in each hospital's catalogue
 * @param columns that get totals, each with its type
 * @param group the column that makes the groups
 * @param groups its values
 * @param stats that are asked for besides those of each column
 * @param layout wide, tall or partials
 * @param maxRows the most rows that may ever be added up
 * @param batchRows the most rows of a batch; 0 for as many as fit
 * @param minCell the least count that is shown
 */
record DemoStudy(
    String name,
    String dataset,
    List<String> columns,
    String group,
    List<String> groups,
    List<String> stats,
    String layout,
    long maxRows,
    int batchRows,
    int minCell) {
  private static final int BATCHES = 25;
  private static final int WINDOW = 4;

  /**
   * Synthetic patients of two different hospitals, of whom 7 are in a trial.
   *
   * @param patients of each hospital
   */
  static DemoStudy cohort(int patients) {
    return new DemoStudy(
        "blood-pressure",
        "cohort",
        List.of("sbp:int[60..260]"),
        DemoCohort.WARD,
        DemoCohort.WARDS,
        List.of(),
        "tall",
        250_000,
        patients / BATCHES,
        10);
  }

  /** The patients of a real trial. */
  static final DemoStudy TRIAL =
      new DemoStudy(
          "actg175",
          "trial",
          List.of(
              "age:int[12..70]",
              "wtkg:dec(5)[30..160]",
              "cd40:int[0..1500]",
              "cd420:int[0..1500]",
              "month:month[0..48]",
              "cens:int[0..1]"),
          "arms",
          List.of("0", "1", "2", "3"),
          List.of("hist(age,10)", "km(month,cens)", "ols(cd420 ~ age + cd40)"),
          "wide",
          10_000,
          0,
          1);

  /** Returns the columns that a hospital has to list for this. */
  List<String> listed() {
    List<String> all = new ArrayList<>(columns);
    all.add(group + ":cat{" + String.join(",", groups) + "}");
    return all;
  }

  /** Returns the names of the columns that get totals. */
  List<String> names() {
    return columns.stream().map(column -> column.substring(0, column.indexOf(':'))).toList();
  }

  /** Returns what the researcher asks the colony. */
  StudyRequest spec(PaillierPublicKey key, List<String> sites) {
    Map<String, String> types = new TreeMap<>();
    for (String column : columns) {
      int colon = column.indexOf(':');
      types.put(column.substring(0, colon), column.substring(colon + 1));
    }
    PlanRequest plan =
        PlanRequest.of(
            Map.of(
                "study",
                name,
                "dataset",
                dataset,
                "columns",
                types,
                "group_by",
                List.of(group + ":" + String.join(",", groups)),
                "layout",
                layout,
                "max_rows",
                maxRows,
                Functions.KEY_ARGUMENT,
                SeedKeyFormat.write(key),
                "batch_rows",
                batchRows,
                "sites_min",
                sites.size(),
                "stats",
                stats));
    return new StudyRequest(
        plan,
        sites,
        sites.size(),
        WINDOW,
        StudyRequest.DEFAULT_BATCH_SECONDS,
        StudyRequest.DEFAULT_WAIT_SECONDS);
  }
}
