package io.blindsum.hospital;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionHandler;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.ObjectStoreException;
import io.blindsum.colony.ProcessContext;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.EncryptRequest;
import io.blindsum.messages.EncryptionLog;
import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.RunNonce;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StoredFrames;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.DiscreteLaplace;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.service.Audit;
import io.blindsum.service.AuditLog;
import io.blindsum.service.AuditedJobs;
import io.blindsum.service.Claims;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.FrameFiles;
import io.blindsum.service.JobGuard;
import io.blindsum.service.Jobs;
import io.blindsum.service.KeyContexts;
import io.blindsum.service.QuestionBudget;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hospital under a site's policy: plans cohorts of the site's catalogue and encrypts their
 * batches, and writes down each decision before it is known outside.
 *
 * <p>A job that is not well formed, or brings a key that must not be used, fails. A job that the
 * policy refuses closes successfully with an {@code abstained} message.
 */
public final class SiteHospital implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SiteHospital.class.getName());
  private static final String SIGNING_KEY = "signing.key";
  private static final String CLAIMS = "claims";
  private static final int LONGEST_QUESTION = 8_000;

  // the rules that refusals are counted by
  private static final String INITIATOR = "initiator";
  private static final String QUESTION = "question";
  private static final String QUESTIONS_A_DAY = "questions_per_day";
  private static final String CELLS = "cells";
  private static final String NOISE = "noise";

  /** Of a request that belongs to no run; its answer gets a nonce of its own. */
  private static final String NO_RUN = "";

  private final SiteConfig site;
  private final ExecutorMetrics metrics;
  private final KeyApproval approval;
  private final KeyContexts<KeyEncryptor> keys;
  private final SigningKey signingKey;
  private final JobGuard guard;
  private final Plans plans;
  private final PlanCohort planCohort;
  private final EncryptBatch encryptBatch;
  private final PatientRecords patientRecords;
  private final QuestionAllowance allowance;
  private final AuditedJobs audited;
  private final Optional<FrameFiles> files;

  /**
   * Opens a site.
   *
   * @throws IOException if its state folder cannot be used
   */
  public static SiteHospital open(
      SiteConfig site, ModularArithmetic arithmetic, ExecutorMetrics metrics)
      throws IOException, InterruptedException {
    DiscreteLaplace noise = new DiscreteLaplace(OsRandom.open()::bits);
    StateFolder state = SiteSecret.openFolder(site.state());
    return new SiteHospital(site, state, arithmetic, metrics, noise);
  }

  SiteHospital(
      SiteConfig site,
      StateFolder state,
      ModularArithmetic arithmetic,
      ExecutorMetrics metrics,
      DiscreteLaplace noise) {
    this.site = site;
    this.metrics = metrics;
    this.approval = KeyApproval.of(site.policy(), arithmetic);
    this.keys =
        new KeyContexts<>(
            KeyGate.standard(), key -> KeyEncryptor.of(key, approval.formOf(key), arithmetic));
    this.signingKey = signingKey(state);
    Claims claims = Claims.in(state.file(CLAIMS));
    this.guard = new JobGuard(site.site(), site.partners().researchers(), claims);
    this.plans = new Plans(state, site.limits().keepPlans(), site.limits().spoolBytes());
    this.files = site.files().store().map(FrameFiles::of);
    this.planCohort = new PlanCohort(site, state, plans, files, noise);
    this.encryptBatch =
        new EncryptBatch(state, plans, keys, site.partners().sealTo(), arithmetic.name());
    this.patientRecords = new PatientRecords(site.policy(), state, keys);
    this.allowance = new QuestionAllowance(site, state, claims, plans);
    this.audited = new AuditedJobs(new AuditLog(state));
  }

  /**
   * Returns the public half of what a site signs with, and makes the key where it is missing.
   *
   * @throws IOException if its state folder cannot be used
   */
  public static VerifyingKey signer(SiteConfig site) throws IOException, InterruptedException {
    return signingKey(SiteSecret.openFolder(site.state())).verifyingKey();
  }

  private static SigningKey signingKey(StateFolder state) {
    return SigningKeyFile.openOrCreate(state.file(SIGNING_KEY));
  }

  /** Gives an executor the functions of the hospital. */
  public ExecutorLoop.Builder addTo(ExecutorLoop.Builder executor) {
    handlers().forEach(executor::function);
    return executor;
  }

  /** Returns what answers each function. */
  Map<Function, FunctionHandler> handlers() {
    Map<Function, FunctionHandler> handlers = new LinkedHashMap<>();
    Map<Function, AuditedJobs.Job> jobs =
        Map.of(
            HospitalFunctions.PLAN_COHORT, this::plan,
            HospitalFunctions.ENCRYPT_BATCH, this::encrypt,
            HospitalFunctions.REMOVE_PLAN, this::removePlan,
            HospitalFunctions.GET_RECORDS, this::records);
    jobs.forEach(
        (function, job) ->
            handlers.put(
                function,
                metrics.counted(function.functionName(), Jobs.inOneLine(audited.of(job)))));
    return handlers;
  }

  private List<String> plan(ProcessContext context, Audit entry)
      throws IOException, InterruptedException {
    FunctionSpec spec = context.process().spec();
    Arguments arguments = Arguments.of(spec, HospitalFunctions.PLAN_COHORT);
    Optional<String> stranger = site.policy().initiatorRefusal(context.process());
    if (stranger.isPresent()) {
      String run = arguments.optionalText("run").orElse(NO_RUN);
      return abstain(context, run, arguments.text("study"), INITIATOR, stranger.get(), entry);
    }
    requireOrder(context);
    PaillierPublicKey key = admit(arguments, entry);
    Dataset dataset = Cohort.find(site.datasets(), arguments.text("dataset"));
    // before the other members, whatever their types
    Cohort.parameters(dataset, arguments.object("parameters"));
    return plan(context, question(spec), dataset, key, entry);
  }

  private List<String> plan(
      ProcessContext context,
      PlanRequest request,
      Dataset dataset,
      PaillierPublicKey key,
      Audit entry)
      throws IOException, InterruptedException {
    entry.note("study", request.study()).note("dataset", dataset.name());
    Cohort cohort = Cohort.of(dataset, request, key);
    entry.note("query", cohort.question().hash());
    entry.note("question", AuditedQuestion.words(cohort.question()), LONGEST_QUESTION);
    Optional<String> refusal =
        site.policy()
            .questionRefusal(cohort.question())
            .or(() -> site.policy().statsRefusal(request.stats()))
            .or(() -> ColumnRules.refusal(dataset, cohort.question()));
    if (refusal.isPresent()) {
      return abstain(context, request.run(), request.study(), QUESTION, refusal.get(), entry);
    }
    String process = context.process().processId();
    allowance.claimRun(request, process);
    if (!allowance.takeQuestion(dataset, key, process)) {
      return abstain(
          context, request.run(), request.study(), QUESTIONS_A_DAY, QuestionBudget.REFUSAL, entry);
    }
    Optional<String> spent = allowance.takeNoise(cohort, key, process);
    if (spent.isPresent()) {
      return abstain(context, request.run(), request.study(), NOISE, spent.get(), entry);
    }
    plans.removeOld(old -> removeFilesOfOld(context.client(), old));
    RefusalPace pace = RefusalPace.start();
    PlanCohort.Outcome outcome = planCohort.plan(context, request, cohort, key);
    if (outcome.plan().isEmpty()) {
      pace.await();
      return abstain(context, request.run(), request.study(), CELLS, outcome.refusal(), entry);
    }
    PlanMessage plan = outcome.plan().get();
    entry.note("protection", plan.terms().protection()).note("rows", plan.rows()).released();
    return signed(Signed.unsigned(plan));
  }

  /** The question of a job, without the signature on it. */
  private static PlanRequest question(FunctionSpec spec) {
    Map<String, Object> arguments = new LinkedHashMap<>(spec.kwargs());
    arguments.remove(JobOrder.ARGUMENT);
    return PlanRequest.of(arguments);
  }

  private List<String> encrypt(ProcessContext context, Audit entry)
      throws IOException, InterruptedException {
    FunctionSpec spec = context.process().spec();
    Arguments arguments = Arguments.of(spec, HospitalFunctions.ENCRYPT_BATCH);
    requireInitiator(context);
    PaillierPublicKey key = admit(arguments, entry);
    EncryptRequest request = EncryptRequest.of(spec.kwargs());
    entry.note("batch", request.batch()).note("attempt", request.attempt());
    PlanMessage plan = find(request.plan(), request.run(), entry);
    long start = System.nanoTime();
    Signed<BatchMessage> encrypted =
        encryptBatch.encrypt(plan, request.batch(), request.attempt(), key);
    BatchMessage batch = encrypted.message();
    long nanos = System.nanoTime() - start;
    metrics.addEncryption(nanos);
    context.log(EncryptionLog.line(batch.name(), batch.rows(), Duration.ofNanos(nanos)));
    metrics.addRecords(batch.rows(), batch.ciphertexts());
    entry.note("study", plan.study()).note("rows", batch.rows()).note("digest", batch.digest());
    if (!request.files() || files.isEmpty()) {
      if (request.files()) {
        context.log("the site has no object store: the frame travels in its message");
      }
      entry.released();
      return signed(encrypted);
    }
    entry.note("store", site.files().store().orElseThrow().bucket()).released();
    return List.of(files.get().put(context, encrypted.by(signingKey), signingKey).toText());
  }

  private List<String> removePlan(ProcessContext context, Audit entry)
      throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(context.process().spec(), HospitalFunctions.REMOVE_PLAN);
    requireInitiator(context);
    PaillierPublicKey key = admit(arguments, entry);
    PlanMessage plan = find(arguments.text("plan"), arguments.text("run"), entry);
    if (!plan.terms().key().equals(key.fingerprint())) {
      throw new JobException(Arguments.PUBLIC_KEY + ": not the key of the plan");
    }
    removeFiles(context.client(), plan.plan());
    plans.remove(plan.plan());
    entry.removed();
    return List.of();
  }

  /** Removes what lies in the object store; first, because without the plan nobody could. */
  private void removeFiles(ColonyClient client, String plan) {
    if (!site.files().keep()) {
      files.ifPresent(store -> store.remove(client, plan));
    }
  }

  /** What nobody removed in time is ciphertexts alone; it does not keep the plan there. */
  private void removeFilesOfOld(ColonyClient client, String plan) {
    try {
      removeFiles(client, plan);
    } catch (ObjectStoreException | ColonyException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the objects {0} of an old plan stay, remove them by hand: {1}",
          StoredFrames.folder(plan),
          e.getMessage());
    }
  }

  /** Looks at who asks, before anything else is done. */
  private void requireInitiator(ProcessContext context) {
    Optional<String> refusal = site.policy().initiatorRefusal(context.process());
    if (refusal.isPresent()) {
      throw new JobException(refusal.get());
    }
  }

  private PlanMessage find(String id, String run, Audit entry) throws IOException {
    PlanMessage plan =
        plans.find(id).orElseThrow(() -> new JobException("plan: not known at the site any more"));
    entry.note("plan", plan.plan());
    JobException.require(plan.run().equals(run), "run", "not that of the plan");
    return plan;
  }

  private List<String> records(ProcessContext context, Audit entry)
      throws IOException, InterruptedException {
    Arguments arguments = Arguments.of(context.process().spec(), HospitalFunctions.GET_RECORDS);
    String study = arguments.optionalText("study").orElse(AbstainedMessage.NO_STUDY);
    Optional<String> stranger = site.policy().initiatorRefusal(context.process());
    if (stranger.isPresent()) {
      return abstain(context, NO_RUN, study, INITIATOR, stranger.get(), entry);
    }
    requireOrder(context);
    PaillierPublicKey key = admit(arguments, entry);
    Dataset dataset = Cohort.find(site.datasets(), arguments.text("dataset"));
    Map<String, Object> parameters = Cohort.parameters(dataset, arguments.object("parameters"));
    String column = arguments.text("column");
    if (arguments.optionalText("form").orElse("seed").equals("frame")) {
      return frame(context, arguments, dataset, key, entry);
    }
    entry.note("dataset", dataset.name());
    Optional<String> refusal =
        site.policy().requestRefusal().or(() -> site.policy().statsRefusal(List.of("sum")));
    if (refusal.isPresent()) {
      return abstain(context, NO_RUN, study, QUESTION, refusal.get(), entry);
    }
    if (!allowance.takeQuestion(dataset, key, context.process().processId())) {
      return abstain(context, NO_RUN, study, QUESTIONS_A_DAY, QuestionBudget.REFUSAL, entry);
    }
    RefusalPace pace = RefusalPace.start();
    Optional<List<BigInteger>> values = patientRecords.read(dataset, parameters, column, key);
    if (values.isEmpty()) {
      pace.await();
      return abstain(context, NO_RUN, study, CELLS, CellMinimum.REFUSAL, entry);
    }
    List<String> items = patientRecords.encrypt(values.get(), key);
    metrics.addRecords(items.size(), items.size());
    entry.note("rows", items.size()).released();
    return items;
  }

  /** A plan of one batch, and the batch. */
  private List<String> frame(
      ProcessContext context,
      Arguments arguments,
      Dataset dataset,
      PaillierPublicKey key,
      Audit entry)
      throws IOException, InterruptedException {
    String column = arguments.text("column");
    SiteColumn atSite = dataset.columns().get(column);
    if (atSite == null) {
      throw new JobException("column: not on the site's list for the dataset");
    }
    PlanRequest request =
        PlanRequest.of(
            Map.of(
                "study",
                arguments.text("study"),
                "dataset",
                dataset.name(),
                "parameters",
                arguments.object("parameters"),
                "columns",
                Map.of(column, atSite.type().toString()),
                "layout",
                "wide",
                "max_rows",
                arguments.integer("max_rows", 1, SlotLayout.MAX_ROWS),
                Arguments.PUBLIC_KEY,
                arguments.text(Arguments.PUBLIC_KEY)));
    List<String> answer = plan(context, request, dataset, key, entry);
    if (!(Signed.parse("plan", answer.get(0)).message() instanceof PlanMessage plan)) {
      return answer;
    }
    if (plan.batches() > 1) {
      throw new JobException("dataset: too many records for one frame; use plan_cohort");
    }
    Signed<BatchMessage> batch = encryptBatch.encrypt(plan, 0, 0, key);
    entry.note("digest", batch.message().digest()).released();
    return signed(batch);
  }

  /** Looks at who signed a job, before its key is looked at. */
  private void requireOrder(ProcessContext context) throws IOException, InterruptedException {
    FunctionSpec spec = context.process().spec();
    String process = context.process().processId();
    guard.require(spec.functionName(), spec.kwargs(), process, Instant.now());
  }

  /** Looks for the key of a job on the site's list, and puts it to the gate if it is there. */
  private PaillierPublicKey admit(Arguments arguments, Audit entry) {
    Object argument = arguments.raw(Arguments.PUBLIC_KEY);
    PaillierPublicKey key = keys.admit(argument, asked -> isApproved(asked, entry));
    entry.known();
    return key;
  }

  private boolean isApproved(PaillierPublicKey key, Audit entry) {
    entry.note("key", key.fingerprint());
    boolean approved = approval.isApproved(key);
    if (!approved) {
      metrics.addRefusal("key");
    }
    return approved;
  }

  private List<String> abstain(
      ProcessContext context, String run, String study, String rule, String reason, Audit entry)
      throws IOException, InterruptedException {
    metrics.addRefusal(rule);
    entry.refused(reason);
    String plan = context.process().processId();
    String nonce = run.isEmpty() ? RunNonce.draw() : run;
    return signed(Signed.unsigned(new AbstainedMessage(nonce, study, site.site(), plan, reason)));
  }

  private List<String> signed(Signed<?> message) {
    return List.of(message.by(signingKey).toText());
  }

  @Override
  public void close() {
    keys.close();
    files.ifPresent(FrameFiles::close);
  }
}
