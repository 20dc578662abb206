package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ExecutorEnvironment;
import io.blindsum.cli.option.ResultReceipt;
import io.blindsum.cli.option.ServiceOptions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.holder.HolderConfig;
import io.blindsum.holder.HolderConfigReader;
import io.blindsum.holder.HolderPolicy;
import io.blindsum.holder.HolderReadiness;
import io.blindsum.holder.ResultToOpen;
import io.blindsum.holder.ShareHolder;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.messages.JobException;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.Health;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the executor of a holder of a shared key. */
@Command(
    name = "holder",
    sortOptions = false,
    description = {
      "Run the executor of a holder of a shared key: it answers with its part of opening a result"
          + " that keeps the policy of its file, or says why not.",
      "blindsum site init --holder writes a file to start from; it refuses everything.",
    })
public final class HolderCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The holder's file, holder.yaml.")
  private Path config = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Say what would be opened and for whom, and end; fails where a start would.")
  private boolean dryRun;

  @Option(
      names = "--result",
      paramLabel = "FILE",
      description = "With --dry-run: a .bsr file with its receipt; say whether it would be opened.")
  private @Nullable Path result;

  @Option(
      names = "--show-keys",
      description = "Print the public half of the key that the holder signs with, and end.")
  private boolean showKeys;

  @Mixin private final ServiceOptions service;
  @Mixin private final CommonOptions common = new CommonOptions();

  private final Map<String, String> environment;

  /** Runs in the environment of this process. */
  public HolderCommand() {
    this(System.getenv(), false);
  }

  /** Runs in another program, with COLONIES_* variables of its own, until it is interrupted. */
  public HolderCommand(Map<String, String> environment) {
    this(environment, true);
  }

  private HolderCommand(Map<String, String> environment, boolean hosted) {
    this.environment = environment;
    this.service = new ServiceOptions(hosted);
  }

  @Override
  public Integer call() throws Exception {
    if (result != null && !dryRun) {
      throw CommandException.usage("--result is looked at by --dry-run alone", "add --dry-run");
    }
    HolderConfig holder = HolderConfigReader.read(config, environment);
    if (showKeys) {
      return showKeys(holder);
    }
    ModularArithmetic arithmetic = common.arithmetic();
    HolderReadiness.require(holder, arithmetic);
    if (dryRun) {
      return dryRun(holder);
    }
    ExecutorMetrics metrics = new ExecutorMetrics();
    ExecutorLoop.Builder loop = ExecutorEnvironment.loop(holder.colony());
    Map<String, Object> lines = describe(holder);
    common.warn("holder %s: %s".formatted(lines.get("holder"), lines.get("opens")));
    common.warn("shows: " + lines.get("shows"));
    ShareHolder executor = ShareHolder.open(holder, arithmetic, metrics);
    List<Health.Check> needs = List.of(Health.Check.ofDisk(holder.state()));
    service.run(executor.addTo(loop), metrics, needs, common);
    return ExitCode.OK;
  }

  private int showKeys(HolderConfig holder) throws Exception {
    String name = holder.share().holder();
    String key = ShareHolder.signer(holder).text();
    System.out.println(
        common.json
            ? Json.line(Map.of("holders", Map.of(name, key)))
            : "holders: {" + name + ": " + key + "}");
    return ExitCode.OK;
  }

  private int dryRun(HolderConfig holder) {
    Map<String, Object> described = describe(holder);
    if (common.json) {
      System.out.println(Json.line(described));
    }
    described.forEach((what, text) -> common.say("%-10s %s".formatted(what, text)));
    Path file = result;
    if (file != null) {
      requireOpenable(holder, file);
      common.say("it would open " + file);
    }
    return ExitCode.OK;
  }

  private void requireOpenable(HolderConfig holder, Path file) {
    try {
      ResultToOpen asked = ResultToOpen.of(ResultReceipt.withFrame(file), holder.signers());
      ReleaseRule shown = asked.plans().released().rule().strictest(holder.policy().rule());
      asked.require(holder.share(), holder.policy(), shown);
    } catch (JobException e) {
      throw new CommandException(
          ExitCode.POLICY,
          "nothing would be opened: " + e.getMessage(),
          "see the policy in the file");
    }
  }

  private static Map<String, Object> describe(HolderConfig holder) {
    StoredThreshold threshold = holder.share().threshold();
    HolderPolicy policy = holder.policy();
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("holder", holder.share().holder());
    lines.put("study", holder.share().study());
    lines.put("key", holder.share().key().fingerprint());
    lines.put(
        "opens with",
        "%s of: %s".formatted(threshold.needed(), String.join(", ", threshold.holders())));
    lines.put("asked by", String.join(", ", holder.signers().releasers().keySet()));
    lines.put(
        "questions",
        String.join(", ", policy.studies().getOrDefault(holder.share().study(), Set.of())));
    lines.put(
        "opens",
        "results of %s sites or more, %s a day"
            .formatted(policy.sitesMin(), policy.questionsADay()));
    lines.put("shows", policy.rule().words());
    return lines;
  }
}
