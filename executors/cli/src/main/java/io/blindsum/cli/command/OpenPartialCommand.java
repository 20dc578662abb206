package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.ShareOptions;
import io.blindsum.cli.option.SignerOptions;
import io.blindsum.cli.option.TotalsFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.keys.OpenedShare;
import io.blindsum.keys.PartialFile;
import io.blindsum.keys.StoredShare;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.release.EncryptedTotals;
import io.blindsum.study.ResultCheck.Signer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens totals as far as one share does. */
@Command(
    name = "partial",
    sortOptions = false,
    description = {
      "Compute a holder's part of opening totals, and prove that it was computed with the holder's"
          + " share.",
      "The part tells nothing of the totals by itself; enough parts open all of them. Look at what"
          + " is printed before you hand it out: whoever puts the parts together sees every group.",
    })
final class OpenPartialCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The .bsr file that sum wrote; - for the standard input.")
  private String file = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PART",
      description = "The file for the part; never written over another one.")
  private Path output = Path.of("");

  @Option(names = "--insecure-test-key", description = "Allow small and published keys, for tests.")
  private boolean insecureTestKey;

  @Mixin private final ShareOptions shares = new ShareOptions();
  @Mixin private final SignerOptions signers = new SignerOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    StoredShare stored = shares.read(insecureTestKey);
    KeyOptions.warnIfInsecure(stored.key(), common);
    TotalsFile read = TotalsFile.read(file, signers, common);
    EncryptedTotals totals = read.totals();
    List<Signer> signed = signers.check(file, totals.header(), totals.digest(), read.receipt());
    OpenedShare opened = stored.open(shares.sealingKey(), arithmetic);
    PartialDecryption partial =
        common.compute(() -> totals.openPartially(opened.key(), opened.share(), arithmetic));
    PartialFile.write(output, stored, totals.digest(), partial);
    SignerOptions.report(signed, common);
    report(stored, totals);
    return ExitCode.OK;
  }

  private void report(StoredShare stored, EncryptedTotals totals) {
    FrameHeader header = totals.header();
    int needed = stored.threshold().needed();
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("study", header.study());
      json.put("key", stored.key().fingerprint());
      json.put("holder", stored.holder());
      json.put("needed", needed);
      json.put("totals", totals.digest());
      json.put("ciphertexts", totals.totals().count());
      json.put("rows", header.manifest().rows());
      json.put("sites", header.manifest().sites());
      json.put("part", output.toString());
      System.out.println(Json.line(json));
      return;
    }
    common.say(
        "%s opens, as 1 of the %s holders that are needed: totals %s of study %s, %s%s"
            .formatted(
                stored.holder(),
                needed,
                Text.shortKey(totals.digest()),
                header.study(),
                Text.count(header.manifest().rows(), "row"),
                header.manifest().sites().isEmpty()
                    ? ""
                    : " from " + String.join(", ", header.manifest().sites())));
    common.say("  " + output + "  for who puts the parts together");
  }
}
