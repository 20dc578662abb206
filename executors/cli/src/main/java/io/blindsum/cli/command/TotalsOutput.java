package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.study.ResultCheck.Signer;
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
    List<MissingSite> missing =
        receipt.map(Signed::message).map(ResultMessage::missing).orElse(List.of());
    return new ReleasedOutput(arithmetic, common, options).print(released, signed, missing);
  }
}
