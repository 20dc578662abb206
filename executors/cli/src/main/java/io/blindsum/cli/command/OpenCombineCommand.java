package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.ReportOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.cli.option.TotalsFile;
import io.blindsum.keys.PartialFile;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.paillier.PartialDecryptionException;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.paillier.threshold.ThresholdKey;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.release.OpenedTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens totals by the parts of holders. */
@Command(
    name = "combine",
    sortOptions = false,
    description = {
      "Put the parts of enough holders together, and print the totals as decrypt does.",
      "Every part is checked: one that was not computed of these totals with its holder's share is"
          + " refused, and its holder named.",
    })
final class OpenCombineCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The .bsr file that sum wrote; - for the standard input.")
  private String file = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PART",
      description = "The parts that open partial wrote, one a holder.")
  private List<Path> parts = List.of();

  @Mixin private final KeyOptions keys = new KeyOptions();
  @Mixin private final ReportOptions report = new ReportOptions();
  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    report.check(common);
    ModularArithmetic arithmetic = common.arithmetic();
    StoredPublicKey stored = keys.read(common);
    StoredThreshold threshold = stored.threshold();
    if (threshold == null) {
      throw new CommandException(
          ExitCode.KEY,
          "the key is not shared among holders",
          "blindsum decrypt FILE --key KEY opens totals by a private key");
    }
    ThresholdKey key = threshold.verify(stored.key(), arithmetic);
    TotalsFile read = TotalsFile.read(file, signers, common);
    EncryptedTotals encrypted = read.totals();
    List<PartialDecryption> partials =
        parts.stream()
            .map(
                part ->
                    PartialFile.read(
                        part,
                        stored.key(),
                        threshold,
                        encrypted.header().study(),
                        encrypted.digest()))
            .toList();
    return new TotalsOutput(
            totals -> open(totals, key, partials, threshold, arithmetic),
            arithmetic,
            signers,
            common,
            report)
        .print(file, encrypted, read.receipt());
  }

  private static OpenedTotals open(
      EncryptedTotals totals,
      ThresholdKey key,
      List<PartialDecryption> partials,
      StoredThreshold threshold,
      ModularArithmetic arithmetic) {
    try {
      return totals.open(key, partials, arithmetic);
    } catch (PartialDecryptionException e) {
      String names =
          e.holders().stream()
              .map(holder -> "holder %s is %s".formatted(holder, threshold.holder(holder)))
              .collect(Collectors.joining(", "));
      throw new CommandException(
          ExitCode.KEY,
          names.isEmpty() ? String.valueOf(e.getMessage()) : e.getMessage() + "; " + names,
          "%s of these have to compute their part of these totals: %s"
              .formatted(threshold.needed(), String.join(", ", threshold.holders())));
    }
  }
}
