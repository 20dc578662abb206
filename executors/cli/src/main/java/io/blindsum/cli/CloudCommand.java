package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.Functions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the executor of a cloud. */
@Command(
    name = "cloud",
    sortOptions = false,
    description = {
      "Run the executor of a cloud: it adds what hospitals encrypted, and holds no key.",
      "Any number of them may run; they share the work.",
    })
final class CloudCommand implements Callable<Integer> {
  @Mixin private final ServiceOptions service = new ServiceOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    ExecutorMetrics metrics = new ExecutorMetrics();
    ColonyConfig colony = ExecutorEnvironment.colony(Functions.CLOUD_EXECUTOR_TYPE);
    try (CloudExecutor cloud =
        new CloudExecutor(arithmetic, Version.creator(arithmetic), metrics)) {
      service.run(cloud.offer(ExecutorEnvironment.loop(colony)), metrics, common);
    }
    return ExitCode.OK;
  }
}
