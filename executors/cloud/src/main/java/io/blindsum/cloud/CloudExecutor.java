package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.Function.Argument;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.paillier.KeyGate;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.Functions;
import io.blindsum.workflow.Jobs;
import io.blindsum.workflow.KeyContexts;

/**
 * The functions of the cloud. Any number of executors offer them and compete for work.
 *
 * <p>It adds under any key that can be computed with, published ones too: who may encrypt under
 * what is decided where the data is.
 */
public final class CloudExecutor implements AutoCloseable {
  private static final Argument KEY =
      Argument.required(
          Functions.KEY_ARGUMENT, "string", "base64 of {\"n\": \"<decimal>\"}, 2048 bits or more");
  private static final Argument STUDY = Argument.required("study", "string", "the study's name");

  private static final Function SUM_PATIENT_DATA =
      Function.of(Functions.SUM_PATIENT_DATA, "adds single ciphertexts", KEY);
  private static final Function REDUCE_BATCHES =
      Function.of(
          Functions.REDUCE_BATCHES,
          "adds the batches of one number of all sites",
          KEY,
          STUDY,
          Argument.required("batch", "int", "the number of the batches"),
          Argument.required("attempt", "int", "how often they were asked for before"),
          Argument.required("layout", "string", "the slot layout that all batches share"),
          Argument.required("expect", "list", "the batches: objects of site, plan and batch"));
  private static final Function COMBINE =
      Function.of(
          Functions.COMBINE,
          "adds partial results to a result, every batch once",
          KEY,
          STUDY,
          Argument.required("partials", "list", "ids of the processes that reduced batches"),
          Argument.required("plans", "list", "objects of site, plan, rows and batches"),
          Argument.required("missing", "list", "objects of site and reason"));

  private final ModularArithmetic arithmetic;
  private final String creator;
  private final ExecutorMetrics metrics;
  private final KeyContexts<CloudKey> keys;

  /**
   * Makes a cloud.
   *
   * @param creator the program and backend, for people who look at its results
   */
  public CloudExecutor(ModularArithmetic arithmetic, String creator, ExecutorMetrics metrics) {
    this.arithmetic = arithmetic;
    this.creator = creator;
    this.metrics = metrics;
    this.keys = new KeyContexts<>(KeyGate.forInspection(), key -> new CloudKey(key, arithmetic));
  }

  /** Adds the functions to an executor. */
  public ExecutorLoop.Builder offer(ExecutorLoop.Builder loop) {
    offer(loop, SUM_PATIENT_DATA, new SumPatientData(keys)::run);
    offer(loop, REDUCE_BATCHES, new ReduceBatches(keys, arithmetic, creator, metrics)::run);
    offer(loop, COMBINE, new Combine(keys, arithmetic, creator)::run);
    return loop;
  }

  private void offer(ExecutorLoop.Builder loop, Function function, FunctionHandler handler) {
    String name = function.functionName();
    loop.function(function, metrics.counted(name, Jobs.inOneLine(handler)));
  }

  /** Lets go of the keys, once nothing runs any more. */
  @Override
  public void close() {
    keys.close();
  }
}
