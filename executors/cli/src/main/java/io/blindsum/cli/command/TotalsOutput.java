package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.ReportFiles;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.page.Page;
import io.blindsum.release.render.CsvRenderer;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.render.PageRenderer;
import io.blindsum.release.render.TextRenderer;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Study;
import io.blindsum.study.ResultCheck.Signer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens totals, whoever has what opens them, and prints what may be shown. */
final class TotalsOutput {
  private final Function<EncryptedTotals, OpenedTotals> opener;
  private final ModularArithmetic arithmetic;
  private final SignerOptions signers;
  private final CommonOptions common;
  private final ReportOptions options;

  /** Shows what the options say. */
  TotalsOutput(
      Function<EncryptedTotals, OpenedTotals> opener,
      ModularArithmetic arithmetic,
      SignerOptions signers,
      CommonOptions common,
      ReportOptions options) {
    this.opener = opener;
    this.arithmetic = arithmetic;
    this.signers = signers;
    this.common = common;
    this.options = options;
  }

  /**
   * Opens totals, once it is known who signed them; the exit code says whether a site is missing.
   *
   * @param receipt of the colony that they came from; empty for totals that sum wrote
   */
  int print(String name, EncryptedTotals totals, Optional<Signed<ResultMessage>> receipt)
      throws Exception {
    List<Signer> signed = signers.check(name, totals.header(), totals.digest(), receipt);
    KeyOptions.warnIfInsecure(totals.header().key(), common);
    ReleaseRule rule = options.rule(totals.header(), common);
    OpenedTotals opened = common.compute(() -> opener.apply(totals));
    ReleasedResult released = opened.release(rule, SignerOptions.signatures(signed));
    print(released);
    Path report = options.report();
    if (report != null) {
      Page page = PageRenderer.page(released, Version.creator(arithmetic));
      common.say("report " + ReportFiles.write(page, report));
    }
    SignerOptions.report(signed, common);
    List<MissingSite> missing =
        receipt.map(Signed::message).map(ResultMessage::missing).orElse(List.of());
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
        "%s, %s%s: %s; key %s, %d bits, %s"
            .formatted(
                Text.count(study.rows(), "row"),
                Text.count(result.receipt().streams().size(), "stream"),
                study.sites().isEmpty() ? "" : " from " + String.join(", ", study.sites()),
                result.precision(),
                Text.shortKey(study.key()),
                study.modulusBits(),
                study.backend()));
  }
}
