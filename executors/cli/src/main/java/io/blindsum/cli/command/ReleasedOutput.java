package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ReportFiles;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.messages.MissingSite;
import io.blindsum.release.page.Page;
import io.blindsum.release.render.CsvRenderer;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.render.PageRenderer;
import io.blindsum.release.render.TextRenderer;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Study;
import io.blindsum.study.ResultCheck.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prints what may be shown of totals, as options say, and writes a report of it. */
final class ReleasedOutput {
  private final ModularArithmetic arithmetic;
  private final CommonOptions common;
  private final ReportOptions options;

  /** Shows what the options say. */
  ReleasedOutput(ModularArithmetic arithmetic, CommonOptions common, ReportOptions options) {
    this.arithmetic = arithmetic;
    this.common = common;
    this.options = options;
  }

  /**
   * Prints a result; the exit code says whether a site is missing.
   *
   * @param signed whose word it is
   * @param missing the sites that are not in it
   */
  int print(ReleasedResult released, List<Signer> signed, List<MissingSite> missing)
      throws IOException {
    print(released);
    Path report = options.report();
    if (report != null) {
      Page page = PageRenderer.page(released, Version.creator(arithmetic));
      common.say("report " + ReportFiles.write(page, report));
    }
    SignerOptions.report(signed, common);
    missing.forEach(site -> common.warn("without site " + site.site() + ": " + site.reason()));
    return missing.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private void print(ReleasedResult result) {
    if (common.json) {
      System.out.println(JsonRenderer.line(result));
      return;
    }
    if (options.csv()) {
      CsvRenderer.lines(result).forEach(System.out::println);
      return;
    }
    TextRenderer.lines(result).forEach(System.out::println);
    Study study = result.study();
    study
        .weights()
        .ifPresent(
            weights ->
                common.say(
                    "weighted: n is the sum of weights; their SHA-256 is " + weights.sha256()));
    if (study.weights().isPresent() && !study.question().statistics().isEmpty()) {
      common.say(
          "left out, as they are of people and not of weights: "
              + String.join(", ", study.question().statistics()));
    }
    common.say(
        "%s, %s%s: %s; key %s, %s bits, %s"
            .formatted(
                Text.count(study.rows(), "row"),
                Text.count(result.receipt().streams().size(), "stream"),
                study.sites().isEmpty() ? "" : " from " + String.join(", ", study.sites()),
                result.isRounded() ? "rounded to " + result.rounding() : "exact",
                Text.shortKey(study.key()),
                study.modulusBits(),
                study.backend()));
  }
}
