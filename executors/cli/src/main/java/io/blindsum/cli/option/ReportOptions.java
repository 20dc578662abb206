package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.ReleaseRule;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How decrypted totals are shown. */
public final class ReportOptions {
  /** Shows everything that the question lets be shown, as a table. */
  public static final ReportOptions DEFAULTS = new ReportOptions();

  @Option(
      names = "--min-cell",
      paramLabel = "N",
      description = {
        "Print a count of 1 to N-1 people as <N, hide what would give it away, and leave out what"
            + " follows from either. 1 hides nothing. Default: min_cell of the question that the"
            + " totals answer, or 1."
      })
  private @Nullable Integer minCell;

  @Option(
      names = "--csv",
      description = {
        "Print everything as one table of CSV: a line for each group and column, then one for"
            + " each figure of the other statistics."
      })
  private boolean csv;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = {
        "Also write a report: DIR/index.html, one page that needs no network, and its plots as SVG"
            + " and PNG files. Shows what the table shows, and no more."
      })
  private @Nullable Path report;

  /** Returns the folder of a report to write; null for none. */
  public @Nullable Path report() {
    return report;
  }

  /** Tells whether somebody asks for another least count than the question's. */
  public boolean hidesMore() {
    return minCell != null;
  }

  public boolean csv() {
    return csv;
  }

  /** Refuses what cannot be meant or written. */
  public void check(CommonOptions common) {
    if (csv && common.json) {
      throw CommandException.usage(
          "--csv and --json exclude each other: both are the result", "leave one of them away");
    }
    if (minCell != null && minCell < 1) {
      throw CommandException.usage("--min-cell " + minCell + " is below 1", "--min-cell 10");
    }
    if (report != null) {
      ReportFiles.claim(report);
    }
  }

  /** Returns what is shown of some totals. */
  public ReleaseRule rule(FrameHeader totals, CommonOptions common) {
    ReleaseRule asked =
        totals.question() == null ? ReleaseRule.EVERYTHING : totals.question().rule();
    if (totals.weights() != null) {
      if (minCell != null && minCell > 1) {
        throw CommandException.usage(
            "--min-cell hides counts of people, a weighted sum has none", "leave it away");
      }
      return ReleaseRule.EVERYTHING;
    }
    if (minCell == null) {
      return asked;
    }
    if (minCell < asked.minCell()) {
      common.warn(
          "the question lets counts from "
              + asked.minCell()
              + " be shown to others, not smaller ones");
    }
    return asked.withMinCell(minCell);
  }
}
