package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.BlindingPoolFile;
import io.blindsum.blinding.BlindingPoolFile.Stock;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.BlindingOptions;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.KeyOptions;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.paillier.BlindingSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes blinding values ahead. */
@Command(
    name = "pool",
    description = {
      "Make blinding values while the machine has nothing else to do; encrypt --pool takes them.",
      "Each value is used once, and taken a thousand at a time: what a run does not need of these is"
          + " forgotten. The pool is readable until the machine is booted, by this user on"
          + " this machine: its keys are in memory only, and a copy of the folder gives nothing.",
    },
    synopsisSubcommandLabel = "(fill | stat)")
public final class PoolCommand {

  @Command(name = "fill", sortOptions = false, description = "Add blinding values to a pool.")
  int fill(
      @Option(
              names = "--count",
              required = true,
              paramLabel = "N",
              description = "Values to add: one a ciphertext.")
          long count,
      @Mixin KeyOptions keyOptions,
      @Mixin BlindingOptions blindingOptions,
      @Option(
              names = {"-o", "--output"},
              required = true,
              paramLabel = "DIR",
              description = "The folder of the pool; made if there is none.")
          Path folder,
      @Mixin CommonOptions common)
      throws Exception {
    if (count < 1) {
      throw CommandException.usage("--count " + count + " is not positive", "--count 100000");
    }
    StoredPublicKey pub = keyOptions.read(common);
    ModularArithmetic arithmetic = common.arithmetic();
    long start = System.nanoTime();
    try (BlindingSource source =
            common.compute(() -> blindingOptions.open(pub, count, arithmetic));
        Progress progress = common.start("fill", "values", count, false)) {
      common.compute(
          () -> {
            BlindingPoolFile.fill(folder, source, count, progress::update);
            return count;
          });
      report(folder, pub, source.method(), count, (System.nanoTime() - start) / 1e9, common);
    }
    return ExitCode.OK;
  }

  private static void report(
      Path folder,
      StoredPublicKey pub,
      String method,
      long count,
      double seconds,
      CommonOptions common) {
    if (common.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("pool", folder.toString());
      json.put("key", pub.key().fingerprint());
      json.put("blinding", method);
      json.put("added", count);
      json.put("seconds", Math.round(seconds * 1000) / 1000.0);
      System.out.println(Json.line(json));
      return;
    }
    common.say(
        String.format(
            Locale.ROOT,
            "added %s to %s for key %s, blinding %s, in %.1f s",
            Text.count(count, "value"),
            folder,
            Text.shortKey(pub.key().fingerprint()),
            method,
            seconds));
  }

  @Command(name = "stat", description = "Say what a pool holds.")
  int stat(
      @Parameters(paramLabel = "DIR", description = "The folder of the pool.") Path folder,
      @Mixin CommonOptions common) {
    List<Stock> stock = BlindingPoolFile.stock(folder);
    if (common.json) {
      List<Map<String, Object>> kinds = new ArrayList<>();
      for (Stock kind : stock) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", kind.fingerprint());
        json.put("blinding", kind.method());
        json.put("ready", kind.ready());
        json.put("lost", kind.lost());
        kinds.add(json);
      }
      System.out.println(Json.line(Map.of("pool", folder.toString(), "values", kinds)));
      return ExitCode.OK;
    }
    if (stock.isEmpty()) {
      common.say(folder + ": empty");
    }
    for (Stock kind : stock) {
      common.say(
          String.format(
              Locale.ROOT,
              "key %s, blinding %s: %,d ready, %,d lost (taken before, or made before the last boot)",
              Text.shortKey(kind.fingerprint()),
              kind.method(),
              kind.ready(),
              kind.lost()));
    }
    return ExitCode.OK;
  }
}
