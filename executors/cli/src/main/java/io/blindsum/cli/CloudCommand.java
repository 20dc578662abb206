package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cohort.YamlMap;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.ColonySection;
import io.blindsum.workflow.Functions;
import java.nio.file.Path;
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
      "Any number of them may run; they share the work.",
    })
final class CloudCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The cloud's file, whose colony part is that of site.yaml.")
  private @Nullable Path config;

  @Mixin private final ServiceOptions service = new ServiceOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    ColonyConfig colony = colony();
    try (CloudExecutor cloud =
        new CloudExecutor(arithmetic, Version.creator(arithmetic), metrics)) {
      service.run(cloud.offer(ExecutorEnvironment.loop(colony)), metrics, common);
    }
    return ExitCode.OK;
  }

  private ColonyConfig colony() {
    if (config == null) {
      return ExecutorEnvironment.colony(Functions.CLOUD_EXECUTOR_TYPE);
    }
    YamlMap root = YamlMap.read(config).requireOnly("colony");
    Path folder = config.toAbsolutePath().resolveSibling("");
    return new ColonySection(folder, System.getenv()).read(root, Functions.CLOUD_EXECUTOR_TYPE);
  }
}
