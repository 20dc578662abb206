package io.blindsum.cli.command;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.option.WorkflowGraphs;
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
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.study.SeedResult;
import java.math.BigInteger;
import java.util.List;

/** The two-hospital example of ColonyOS: 5 and 55, encrypted, added and decrypted. */
public final class SeedExample implements AutoCloseable {
  private final SeedHospital five;
  private final SeedHospital fiftyFive;

  public SeedExample(ModularArithmetic arithmetic) {
    five = new SeedHospital(BigInteger.valueOf(5), arithmetic);
    fiftyFive = new SeedHospital(BigInteger.valueOf(55), arithmetic);
  }

  /** Starts its hospitals on an embedded colony. */
  public void startOn(EmbeddedColony colony) throws InterruptedException {
    colony.run(type("r1"), loop -> offer(loop, five));
    colony.run(type("r2"), loop -> offer(loop, fiftyFive));
  }

  private static ExecutorLoop.Builder offer(ExecutorLoop.Builder loop, SeedHospital hospital) {
    return loop.function(SeedHospital.GET_PATIENT_DATA, hospital.handler());
  }

  /**
   * What a run came to.
   *
   * @param graph the workflow
   * @param sum what its result decrypts to
   * @param millis from the submission until its success was seen
   */
  public record Outcome(ProcessGraph graph, BigInteger sum, double millis) {}

  /** Submits the workflow, waits for it and opens its result. */
  public static Outcome run(
      ColonyClient researcher, PaillierPrivateKey key, ModularArithmetic arithmetic)
      throws InterruptedException {
    Workflow workflow = workflow(researcher.colonyName(), SeedKeyFormat.write(key.publicKey()));
    long start = System.nanoTime();
    ProcessGraph submitted = researcher.submitWorkflow(workflow);
    ProcessGraph graph =
        new Awaiting(researcher, Retrier.forever()).graph(submitted.processGraphId());
    double millis = (System.nanoTime() - start) / 1e6;
    Process sum = WorkflowGraphs.leaf(researcher, graph);
    if (graph.state() != ProcessState.SUCCESS || sum.out().size() != 1) {
      throw new CommandException(
          ExitCode.INCOMPLETE,
          "the workflow is " + graph.state() + ": " + String.join("; ", sum.errors()),
          "blindsum workflow status " + graph.processGraphId());
    }
    return new Outcome(graph, SeedResult.decrypt(sum.out().get(0), key, arithmetic), millis);
  }

  private static Workflow workflow(String colonyName, String publicKey) {
    String get = Functions.GET_PATIENT_DATA;
    Conditions cloud = Conditions.of(colonyName, Functions.CLOUD_EXECUTOR_TYPE, "r1", "r2");
    return new Workflow(
        colonyName,
        List.of(
            node("r1", get, publicKey, Conditions.of(colonyName, type("r1"))),
            node("r2", get, publicKey, Conditions.of(colonyName, type("r2"))),
            node("cloud", Functions.SUM_PATIENT_DATA, publicKey, cloud)));
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

  @Override
  public void close() {
    five.close();
    fiftyFive.close();
  }
}
