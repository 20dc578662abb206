package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cohort.SeedKeyFormat;
import io.blindsum.colony.Awaiting;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Retrier;
import io.blindsum.colony.Workflow;
import io.blindsum.hospital.SeedHospital;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.Functions;
import io.blindsum.workflow.SeedResult;
import java.math.BigInteger;
import java.util.List;
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
    try (SeedHospital five = new SeedHospital(BigInteger.valueOf(5), arithmetic);
        SeedHospital fiftyFive = new SeedHospital(BigInteger.valueOf(55), arithmetic);
        CloudExecutor cloud =
            new CloudExecutor(arithmetic, Version.creator(arithmetic), new ExecutorMetrics());
        EmbeddedColony embedded = EmbeddedColony.start()) {
      common.say("colony      embedded, for one machine; hospitals r1 and r2 and a cloud in it");
      embedded.run(type("r1"), loop -> offer(loop, five));
      embedded.run(type("r2"), loop -> offer(loop, fiftyFive));
      embedded.run(Functions.CLOUD_EXECUTOR_TYPE, cloud::offer);
      return run(embedded.researcher(), arithmetic);
    }
  }

  private static ExecutorLoop.Builder offer(ExecutorLoop.Builder loop, SeedHospital hospital) {
    return loop.function(SeedHospital.GET_PATIENT_DATA, hospital.handler());
  }

  private int run(ColonyClient researcher, ModularArithmetic arithmetic) throws Exception {
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(PaillierParameters.builder().build(), arithmetic).generate();
    long start = System.nanoTime();
    ProcessGraph submitted = researcher.submitWorkflow(workflow(researcher.colonyName(), key));
    Awaiting awaiting = new Awaiting(researcher, Retrier.forever());
    ProcessGraph graph = awaiting.graph(submitted.processGraphId());
    double millis = (System.nanoTime() - start) / 1e6;
    Process sum = WorkflowGraphs.leaf(researcher, graph);
    if (graph.state() != ProcessState.SUCCESS || sum.out().size() != 1) {
      throw new CommandException(
          ExitCode.INCOMPLETE,
          "the workflow is " + graph.state() + ": " + String.join("; ", sum.errors()),
          "blindsum workflow status " + graph.processGraphId());
    }
    common.say("workflow    %s, %.0f ms".formatted(graph.processGraphId(), millis));
    BigInteger total = SeedResult.decrypt(sum.out().get(0), key, arithmetic);
    System.out.println(
        common.json
            ? Json.line(WorkflowGraphs.json(graph, "sum", total.toString()))
            : SeedResult.line(total));
    return ExitCode.OK;
  }

  private static Workflow workflow(String colonyName, PaillierPrivateKey key) {
    String publicKey = SeedKeyFormat.write(key.publicKey());
    return new Workflow(
        colonyName,
        List.of(
            node(
                "r1", Functions.GET_PATIENT_DATA, publicKey, Conditions.of(colonyName, type("r1"))),
            node(
                "r2", Functions.GET_PATIENT_DATA, publicKey, Conditions.of(colonyName, type("r2"))),
            node(
                "cloud",
                Functions.SUM_PATIENT_DATA,
                publicKey,
                Conditions.of(colonyName, Functions.CLOUD_EXECUTOR_TYPE, "r1", "r2"))));
  }

  private static FunctionSpec node(
      String name, String function, String publicKey, Conditions conditions) {
    return FunctionSpec.of(function, conditions)
        .nodeName(name)
        .kwarg(Functions.KEY_ARGUMENT, publicKey)
        .build();
  }

  private static String type(String site) {
    return Functions.hospitalExecutorType(site);
  }
}
