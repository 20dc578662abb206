package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.Version;
import io.blindsum.release.page.Content;
import io.blindsum.release.page.Page;
import io.blindsum.release.page.TableSection;
import io.blindsum.release.page.TableSection.Row;
import io.blindsum.release.page.Timeline;
import io.blindsum.release.page.TimelineSection;
import io.blindsum.release.render.PageRenderer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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

  Page of(
      List<DemoOutcome> outcomes, DemoOutage outage, DemoRun trial, ModularArithmetic arithmetic) {
    Page page = new Page("BlindSum: demo", Version.creator(arithmetic));
    page.add(
        words(
            "Check",
            "What was tried, and what came of it",
            List.of("Tried", "Outcome", "As it has to be"),
            outcomes.stream()
                .map(
                    outcome ->
                        row(outcome.tried(), outcome.outcome(), outcome.good() ? "yes" : "NO"))
                .toList()));
    page.add(new TimelineSection("Who did what when", timeline(outage)));
    page.add(
        words(
            "Who saw what",
            "What each party could read",
            List.of("Party", "Patients' rows", "Encrypted records", "Totals"),
            sight()));
    page.add(
        new TableSection(
            "Bytes",
            "What the hospitals sent",
            List.of("What", "Bytes", "Bytes a patient"),
            bytes(),
            false));
    PageRenderer.addChapter(page, "Two hospitals of synthetic patients", cohort.released());
    PageRenderer.addChapter(page, "The patients of ACTG 175", trial.released());
    return page;
  }

  private static TableSection words(
      String heading, String caption, List<String> head, List<Row> rows) {
    return new TableSection(heading, caption, head, rows, true);
  }

  private static Row row(String name, String... cells) {
    return new Row(name, Stream.of(cells).map(Content::text).toList());
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

  private static List<Row> sight() {
    return List.of(
        row("Hospital", "its own", "its own", "none"),
        row("Colony's server", "none", "all, sealed", "encrypted"),
        row("Cloud", "none", "all; it has no key", "encrypted"),
        row(
            "Researcher",
            "none",
            "all, sealed: they do not open",
            "of each group, of both hospitals together"));
  }

  private List<Row> bytes() {
    long values = cohort.rows() * cohort.question().columns().size();
    // a ciphertext is as long as the square of the modulus
    long ciphertextBytes = cohort.released().study().modulusBits() / 4;
    return List.of(
        bytes("The hospitals' rows as CSV, all columns", plainBytes),
        bytes("Sent, encrypted", trace.frameBytes()),
        bytes("If each value were a ciphertext of its own", values * ciphertextBytes));
  }

  private Row bytes(String what, long bytes) {
    return new Row(
        what, List.of(Content.number(bytes), Content.number((double) bytes / cohort.rows())));
  }
}
