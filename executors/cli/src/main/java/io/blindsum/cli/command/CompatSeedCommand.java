package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.WorkflowGraphs;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.messages.Functions;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.study.SeedResult;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the homomorphic-encryption example of ColonyOS. */
@Command(
    name = "seed",
    description = {
      "Run the two-hospital example of ColonyOS: 5 and 55, encrypted, added and decrypted.",
      "",
      "On the embedded colony it starts both hospitals and the cloud itself. With --colony it asks"
          + " the executors of the colony of the environment; start them with: blindsum executor"
          + " hospital r1-hospital_executor 5, blindsum executor hospital r2-hospital_executor 55,"
          + " blindsum executor cloud.",
    })
final class CompatSeedCommand implements Callable<Integer> {
  @Option(
      names = "--colony",
      description = "On the server of the COLONIES_* environment, with the executors there.")
  private boolean colony;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    ModularArithmetic arithmetic = common.arithmetic();
    if (colony) {
      try (ColonyClient researcher = Researcher.connect()) {
        common.say("colony      " + researcher.colonyName() + ", on the server of the environment");
        return run(researcher, arithmetic);
      }
    }
    return runEmbedded(arithmetic);
  }

  private int runEmbedded(ModularArithmetic arithmetic) throws Exception {
    try (SeedExample example = new SeedExample(arithmetic);
        CloudExecutor cloud =
            new CloudExecutor(
                CloudIdentity.inMemory(),
                arithmetic,
                Version.creator(arithmetic),
                new ExecutorMetrics(),
                Optional.empty());
        EmbeddedColony embedded = EmbeddedColony.start(0)) {
      common.say("colony      embedded, for one machine; hospitals r1 and r2 and a cloud in it");
      example.startOn(embedded);
      embedded.run(Functions.CLOUD_EXECUTOR_TYPE, cloud::offer);
      return run(embedded.researcher(), arithmetic);
    }
  }

  private int run(ColonyClient researcher, ModularArithmetic arithmetic) throws Exception {
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(PaillierParameters.builder().build(), arithmetic).generate();
    SeedExample.Outcome outcome = SeedExample.run(researcher, key, arithmetic);
    common.say(
        String.format(
            Locale.ROOT,
            "workflow    %s, %.0f ms",
            outcome.graph().processGraphId(),
            outcome.millis()));
    System.out.println(
        common.json
            ? Json.line(WorkflowGraphs.json(outcome.graph(), "sum", outcome.sum().toString()))
            : SeedResult.line(outcome.sum()));
    return ExitCode.OK;
  }
}
