package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ExecutorEnvironment;
import io.blindsum.cli.option.ServiceOptions;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.messages.Functions;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.service.ColonySection;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.Health;
import io.blindsum.text.YamlMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the executor of a cloud. */
@Command(
    name = "cloud",
    sortOptions = false,
    description = {
      "Run the executor of a cloud: it adds what hospitals encrypted, and holds no key.",
      "Any number of them may run; they share the work, and its keys if they share the folder.",
    })
public final class CloudCommand implements Callable<Integer> {
  private static final String DEFAULT_STATE = "cloud-state";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "The cloud's file: state, the folder; signers, the keys of sites and other clouds, without"
            + " which it opens nothing that is sealed; initiators, who may ask; and colony as in"
            + " site.yaml."
      })
  private @Nullable Path config;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "The folder of the cloud's keys, which its executors share; made at the first start."
            + " Default: that of the file, or cloud-state."
      })
  private @Nullable Path stateFolder;

  @Option(
      names = "--show-keys",
      description = {
        "Print the public halves of the keys, and end: clouds, for --signers of researchers and for"
            + " other clouds; seal_to, for transport in the files of sites."
      })
  private boolean showKeys;

  @Mixin private final ServiceOptions service;
  @Mixin private final CommonOptions common = new CommonOptions();

  private final Map<String, String> environment;

  /** Runs in the environment of this process. */
  public CloudCommand() {
    this(System.getenv(), false);
  }

  /** Runs in another program, with COLONIES_* variables of its own, until it is interrupted. */
  public CloudCommand(Map<String, String> environment) {
    this(environment, true);
  }

  private CloudCommand(Map<String, String> environment, boolean hosted) {
    this.environment = environment;
    this.service = new ServiceOptions(hosted);
  }

  @Override
  public Integer call() throws Exception {
    YamlMap root = settings().requireOnly("state", "signers", "initiators", "colony");
    CloudIdentity identity = identity(root);
    if (showKeys) {
      showKeys(identity);
      return ExitCode.OK;
    }
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    ColonyConfig colony = colony(root);
    try (CloudExecutor cloud =
        new CloudExecutor(
            identity,
            arithmetic,
            Version.creator(arithmetic),
            metrics,
            ExecutorEnvironment.files(environment))) {
      List<Health.Check> needs = List.of(Health.Check.ofDisk(state(root)));
      service.run(cloud.offer(ExecutorEnvironment.loop(colony)), metrics, needs, common);
    }
    return ExitCode.OK;
  }

  private YamlMap settings() {
    if (config == null) {
      return YamlMap.parse("cloud", "{}");
    }
    CheckedFiles.requireSettings(config);
    return YamlMap.read(config);
  }

  private CloudIdentity identity(YamlMap root) {
    TrustedSigners signers =
        root.map("signers")
            .map(known -> TrustedSigners.of(known.requireOnly("sites", "clouds")))
            .orElse(TrustedSigners.NONE);
    Optional<Set<String>> initiators =
        root.has("initiators")
            ? Optional.of(Set.copyOf(root.texts("initiators")))
            : Optional.empty();
    return CloudIdentity.open(state(root), signers, initiators);
  }

  private Path state(YamlMap root) {
    return stateFolder != null
        ? stateFolder
        : folder().resolve(root.optionalText("state").orElse(DEFAULT_STATE));
  }

  private Path folder() {
    return config == null ? Path.of("") : config.toAbsolutePath().resolveSibling("");
  }

  private void showKeys(CloudIdentity identity) {
    List<String> signing = List.of(identity.signingKey().verifyingKey().text());
    List<String> sealing = List.of(identity.sealingKey().publicKey().text());
    if (common.json) {
      System.out.println(Json.line(Map.of("clouds", signing, "seal_to", sealing)));
      return;
    }
    System.out.println("clouds: " + signing);
    System.out.println("seal_to: " + sealing);
  }

  private ColonyConfig colony(YamlMap root) {
    return config == null
        ? ExecutorEnvironment.colony(environment, Functions.CLOUD_EXECUTOR_TYPE)
        : new ColonySection(folder(), environment).read(root, Functions.CLOUD_EXECUTOR_TYPE);
  }
}
