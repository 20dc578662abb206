package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.cli.option.ShareOptions;
import io.blindsum.keys.ShareFile;
import io.blindsum.keys.StoredShare;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.paillier.threshold.ThresholdParameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at the file of a share. */
@Command(
    name = "shares",
    sortOptions = false,
    description = {
      "Say whose share of which key a file holds, who holds the others, and what to do when one is"
          + " lost.",
      "Checks that the key's verification keys are those of a key that this many holders open, and,"
          + " with --unseal-with, that the share is the right one. Never prints it.",
    })
final class KeySharesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A .share file.")
  private Path file = Path.of("");

  @Option(
      names = "--unseal-with",
      paramLabel = "KEY",
      description = "The holder's sealing key: unseal the share and check it.")
  private @Nullable Path sealingKey;

  @Option(names = "--insecure-test-key", description = "Show shares of small test keys too.")
  private boolean insecureTestKey;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    StoredShare stored = ShareFile.read(file, KeyOptions.gate(insecureTestKey));
    KeyOptions.warnIfInsecure(stored.key(), common);
    ModularArithmetic arithmetic = common.arithmetic();
    ThresholdParameters verified = stored.threshold().verify(stored.key(), arithmetic).parameters();
    if (sealingKey != null) {
      stored.open(ShareOptions.sealingKey(sealingKey), arithmetic);
    }
    report(stored, verified, sealingKey != null);
    return ExitCode.OK;
  }

  private void report(StoredShare stored, ThresholdParameters verified, boolean checked) {
    StoredThreshold threshold = stored.threshold();
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("file", file.toString());
      json.put("study", stored.study());
      json.put("key", stored.key().fingerprint());
      json.put("bits", stored.key().modulusBits());
      json.put("created", stored.created().toString());
      json.put("holder", stored.holder());
      json.put("index", stored.index());
      json.put("needed", verified.threshold());
      json.put("holders", threshold.holders());
      json.put("sealed_to", stored.sealedTo().text());
      json.put("checked", checked);
      System.out.println(Json.line(json));
      return;
    }
    System.out.println("study        " + stored.study());
    System.out.println("key          " + stored.key().fingerprint());
    System.out.println("bits         " + stored.key().modulusBits());
    System.out.println("created      " + stored.created());
    System.out.println(
        "holder       %s, %s of %s".formatted(stored.holder(), stored.index(), verified.holders()));
    System.out.println(
        "opened by    %s of: %s"
            .formatted(verified.threshold(), String.join(", ", threshold.holders())));
    System.out.println("sealed to    " + stored.sealedTo().text());
    System.out.println(
        "share        "
            + (checked ? "the right one" : "not looked at; --unseal-with KEY checks it"));
    System.out.println("if lost      " + ifLost(verified));
  }

  private static String ifLost(ThresholdParameters verified) {
    return verified.holders() == verified.threshold()
        ? "no result can be opened any more: every holder is needed, so keep copies apart"
        : "the others still open results while %s are left; deal new shares: blindsum key renew"
            .formatted(verified.threshold());
  }
}
