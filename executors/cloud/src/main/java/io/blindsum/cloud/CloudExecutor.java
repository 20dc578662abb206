package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.Function.Argument;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.Functions;
import io.blindsum.messages.StudyRequest;
import io.blindsum.paillier.KeyGate;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.FrameFiles;
import io.blindsum.service.Jobs;
import io.blindsum.service.KeyContexts;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunListener;
import io.blindsum.study.StudyRun;
import java.util.List;
import java.util.Optional;

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
  private static final Argument RUN =
      Argument.required("run", "string", "the run's nonce, 64 hex digits");
  private static final Argument STUDY = Argument.required("study", "string", "the study's name");

  private static final Function SUM_PATIENT_DATA =
      Function.of(Functions.SUM_PATIENT_DATA, "adds single ciphertexts", KEY);
  private static final Function REDUCE_BATCHES =
      Function.of(
          Functions.REDUCE_BATCHES,
          "adds the batches of one number of all sites",
          KEY,
          RUN,
          STUDY,
          Argument.required("batch", "int", "the number of the batches"),
          Argument.required("attempt", "int", "how often they were asked for before"),
          Argument.required(
              "plans", "list", "of the sites with such a batch, as they signed them"));
  private static final Function COMBINE =
      Function.of(
          Functions.COMBINE,
          "combines partial results to a result, every batch once",
          KEY,
          RUN,
          STUDY,
          Argument.required("partials", "list", "the partial results, as reduce_batches gave them"),
          Argument.required("plans", "list", "what each site planned, as it signed it"),
          Argument.required("missing", "list", "objects of site and reason"));
  private static final Function SUBTOTAL =
      Function.of(
          Functions.SUBTOTAL,
          "adds partial results of a study that is too large to be combined at once",
          KEY,
          Argument.required("terms", "object", "what all plans of the run say alike"),
          Argument.required("partials", "list", "partial results and subtotals, as they came"));
  private static final Function COMBINE_SUBTOTALS =
      Function.of(
          Functions.COMBINE_SUBTOTALS,
          "combines subtotals to a result, every batch once",
          KEY,
          RUN,
          STUDY,
          Argument.required("partials", "list", "subtotals and partial results, as they came"),
          Argument.required("plans", "object", "what each site planned, as it signed it"),
          Argument.required("missing", "list", "objects of site and reason"));
  private static final Function RUN_STUDY =
      Function.of(
          Functions.RUN_STUDY,
          "runs a whole study in the researcher's stead; its output is the result",
          Argument.required("plan", "object", "the arguments of plan_cohort"),
          Argument.required("sites", "list", "the hospitals"),
          Argument.required("sites_min", "int", "how many of them have to contribute"),
          Argument.required("window", "int", "how many batches are under way at once"),
          Argument.required("batch_seconds", "int", "how long a site may take over one batch"),
          Argument.optional("wait_seconds", "int", "how long until a site starts on its plan"));

  private final CloudIdentity identity;
  private final ModularArithmetic arithmetic;
  private final String creator;
  private final ExecutorMetrics metrics;
  private final Optional<FrameFiles> files;
  private final KeyContexts<KeyAdder> keys;

  /**
   * Makes a cloud.
   *
   * @param identity who it is and whom it knows
   * @param creator the program and backend, for people who look at its results
   * @param files where batches may lie that do not travel in messages; closed with the cloud
   */
  public CloudExecutor(
      CloudIdentity identity,
      ModularArithmetic arithmetic,
      String creator,
      ExecutorMetrics metrics,
      Optional<FrameFiles> files) {
    this.files = files;
    this.identity = identity;
    this.arithmetic = arithmetic;
    this.creator = creator;
    this.metrics = metrics;
    this.keys = new KeyContexts<>(KeyGate.forInspection(), key -> new KeyAdder(key, arithmetic));
  }

  /** Adds the functions to an executor. */
  public ExecutorLoop.Builder offer(ExecutorLoop.Builder loop) {
    PlanCheck check = new PlanCheck(identity, keys);
    offer(loop, SUM_PATIENT_DATA, new SumPatientData(keys, identity)::run);
    offer(
        loop,
        REDUCE_BATCHES,
        new ReduceBatches(identity, check, arithmetic, creator, metrics, files)::run);
    offer(loop, COMBINE, new Combine(keys, identity, check, arithmetic)::run);
    offer(loop, SUBTOTAL, new Subtotal(keys, identity, arithmetic, creator)::run);
    offer(loop, COMBINE_SUBTOTALS, new CombineSubtotals(keys, identity, check, arithmetic)::run);
    offer(loop, RUN_STUDY, this::runStudy);
    return loop;
  }

  private List<String> runStudy(ProcessContext context) throws InterruptedException {
    identity.requireInitiator(context.process());
    StudyRequest spec = StudyRequest.of(context.process().spec().kwargs());
    String nonce = spec.plan().run();
    try (RunJournal journal =
        nonce.isEmpty() ? RunJournal.inMemory() : RunJournal.inMemory(nonce)) {
      RunListener listener = new LoggedProgress(context);
      StudyRun run = new StudyRun(context.client(), spec, identity.believed(), journal, listener);
      return List.of(run.run().toText());
    }
  }

  private void offer(ExecutorLoop.Builder loop, Function function, FunctionHandler handler) {
    String name = function.functionName();
    loop.function(function, metrics.counted(name, Jobs.inOneLine(handler)));
  }

  /** Lets go of the keys, once nothing runs any more. */
  @Override
  public void close() {
    keys.close();
    files.ifPresent(FrameFiles::close);
  }
}
