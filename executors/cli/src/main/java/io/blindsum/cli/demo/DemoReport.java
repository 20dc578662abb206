package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.report.Report;
import io.blindsum.cli.report.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of the demo: what was tried, who did and saw what, and both results. */
final class DemoReport {
  private final DemoRun cohort;
  private final DemoTrace trace;
  private final long plainBytes;

  /**
   * Prepares it.
   *
   * @param cohort the larger study
   * @param trace of it
   * @param plainBytes of its rows as CSV
   */
  DemoReport(DemoRun cohort, DemoTrace trace, long plainBytes) {
    this.cohort = cohort;
    this.trace = trace;
    this.plainBytes = plainBytes;
  }

  Report of(
      List<DemoOutcome> outcomes, DemoOutage outage, DemoRun trial, ModularArithmetic arithmetic) {
    return new Report("BlindSum: demo", Version.creator(arithmetic))
        .table(
            "Check",
            "What was tried, and what came of it",
            List.of("Tried", "Outcome", "As it has to be"),
            outcomes.stream().map(DemoReport::row).toList())
        .timeline("Who did what when", timeline(outage))
        .table(
            "Who saw what",
            "What each party could read",
            List.of("Party", "Patients' rows", "Encrypted records", "Totals"),
            sight())
        .table(
            "Bytes",
            "What the hospitals sent",
            List.of("What", "Bytes", "Bytes a patient"),
            bytes())
        .result("Two hospitals of synthetic patients", cohort.released().toJson(arithmetic.name()))
        .result("The patients of ACTG 175", trial.released().toJson(arithmetic.name()));
  }

  private static List<Object> row(DemoOutcome outcome) {
    return List.of(outcome.tried(), outcome.outcome(), outcome.good() ? "yes" : "NO");
  }

  private Timeline timeline(DemoOutage outage) {
    Timeline.Mark mark =
        new Timeline.Mark(outage.site(), "stopped; another goes on", trace.seconds(outage.when()));
    String title =
        String.format(
            Locale.ROOT,
            "%,d patients encrypted, sent and added in %.1f s",
            cohort.rows(),
            cohort.time().toMillis() / 1000.0);
    return new Timeline(title, trace.bars(), List.of(mark));
  }

  private static List<List<Object>> sight() {
    return List.of(
        List.of("Hospital", "its own", "its own", "none"),
        List.of("Colony's server", "none", "all, masked; it has no key", "encrypted"),
        List.of("Cloud", "none", "all, masked; it has no key", "encrypted"),
        List.of(
            "Researcher",
            "none",
            "all, masked: each opens to a random number",
            "of each group; of each hospital, if he adds its batches alone"));
  }

  private List<List<Object>> bytes() {
    long values = cohort.rows() * cohort.study().columns().size();
    List<List<Object>> rows = new ArrayList<>();
    rows.add(bytes("The hospitals' rows as CSV, all columns", plainBytes));
    rows.add(bytes("Sent, encrypted", trace.frameBytes()));
    rows.add(
        bytes(
            "If each value were a ciphertext of its own",
            values * cohort.released().header().key().ciphertextBytes()));
    return rows;
  }

  private List<Object> bytes(String what, long bytes) {
    return List.of(what, bytes, (double) bytes / cohort.rows());
  }
}
