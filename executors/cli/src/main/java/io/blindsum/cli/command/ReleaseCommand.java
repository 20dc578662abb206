package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.ExecutorEnvironment;
import io.blindsum.cli.option.ServiceOptions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.releaser.ReleaseExecutor;
import io.blindsum.releaser.ReleaserConfig;
import io.blindsum.releaser.ReleaserConfigReader;
import io.blindsum.releaser.ReleaserIdentity;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.Health;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a release executor. */
@Command(
    name = "release",
    sortOptions = false,
    description = {
      "Run a release executor: it asks the holders of a shared key for their parts of a result, puts"
          + " them together, and gives the researcher what may be shown of it.",
      "It sees totals, and no record: run it where somebody may see them whom the sites trust not to"
          + " show small cells.",
    })
public final class ReleaseCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = {
        "Its file: name; state, the folder of its keys; keys, the .pub files of shared keys;"
            + " signers, the keys of sites, clouds and holders; researchers, who may ask; rules,"
            + " what it shows at most; wait_seconds; and colony as in site.yaml."
      })
  private Path config = Path.of("");

  @Option(
      names = "--show-keys",
      description = {
        "Print the public half of the key that it signs with, and end: for the files of holders and"
            + " for --signers of researchers."
      })
  private boolean showKeys;

  @Mixin private final ServiceOptions service;
  @Mixin private final CommonOptions common = new CommonOptions();

  private final Map<String, String> environment;

  /** Runs in the environment of this process. */
  public ReleaseCommand() {
    this(System.getenv(), false);
  }

  /** Runs in another program, with COLONIES_* variables of its own, until it is interrupted. */
  public ReleaseCommand(Map<String, String> environment) {
    this(environment, true);
  }

  private ReleaseCommand(Map<String, String> environment, boolean hosted) {
    this.environment = environment;
    this.service = new ServiceOptions(hosted);
  }

  @Override
  public Integer call() throws Exception {
    ReleaserConfig releaser = ReleaserConfigReader.read(config, environment);
    if (showKeys) {
      String key = ReleaserIdentity.open(releaser.state()).signingKey().verifyingKey().text();
      System.out.println(
          common.json
              ? Json.line(Map.of("releasers", Map.of(releaser.name(), key)))
              : "releasers: {" + releaser.name() + ": " + key + "}");
      return ExitCode.OK;
    }
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    ExecutorLoop.Builder loop = ExecutorEnvironment.loop(releaser.colony());
    ReleaseExecutor executor = ReleaseExecutor.open(releaser, arithmetic, metrics);
    List<Health.Check> needs = List.of(Health.Check.ofDisk(releaser.state()));
    service.run(executor.addTo(loop), metrics, needs, common);
    return ExitCode.OK;
  }
}
