package io.blindsum.releaser;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.Function.Argument;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.ProcessContext;
import io.blindsum.encoding.EncodingException;
import io.blindsum.frame.FrameException;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.holder.OpenedResults;
import io.blindsum.holder.OpenedResults.Objection;
import io.blindsum.holder.OpenedResults.Opening;
import io.blindsum.holder.ResultToOpen;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.keys.StoredThreshold;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.messages.Message;
import io.blindsum.messages.MissingHolder;
import io.blindsum.messages.OpenRequestMessage;
import io.blindsum.messages.ReleaseRequest;
import io.blindsum.messages.ReleasedMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierException;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.release.OpenedTotals;
import io.blindsum.release.TotalsException;
import io.blindsum.release.text.ReleasedText;
import io.blindsum.service.Audit;
import io.blindsum.service.AuditLog;
import io.blindsum.service.AuditedJobs;
import io.blindsum.service.Claims;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.JobGuard;
import io.blindsum.service.Jobs;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opens results by the parts of holders, for researchers on its list, and answers each with the
 * tables that may be shown, sealed to who asked.
 *
 * <p>A request that is not signed, or no result, fails. One that cannot be answered, however often
 * it is asked, closes successfully with an {@code abstained} message.
 */
public final class ReleaseExecutor {
  private static final String CLAIMS = "claims";
  private static final String OPENED = "opened";
  private static final int LONGEST_MISSING = 1_000;
  private static final String IMPLAUSIBLE =
      "result: it opens to totals that its rows cannot have; nothing is released";

  private static final Function OPEN_RESULT =
      Function.of(
          Functions.OPEN_RESULT,
          "what may be shown of a result that holders open, sealed to who asks",
          Argument.required("result", "string", "the result, as the cloud signed it"),
          Argument.required("seal_to", "string", "the sealing key of who asks, 64 hex digits"),
          Argument.required(JobOrder.ARGUMENT, "object", "the signature of a listed researcher"));

  private final ReleaserConfig config;
  private final ReleaserIdentity identity;
  private final ModularArithmetic arithmetic;
  private final ExecutorMetrics metrics;
  private final Map<String, StudyKey> keys = new HashMap<>();
  private final JobGuard guard;
  private final OpenedResults opened;
  private final AuditedJobs audited;

  private ReleaseExecutor(
      ReleaserConfig config,
      StateFolder state,
      ModularArithmetic arithmetic,
      ExecutorMetrics metrics) {
    this.config = config;
    this.identity = ReleaserIdentity.in(state);
    this.arithmetic = arithmetic;
    this.metrics = metrics;
    Claims claims = Claims.in(state.file(CLAIMS));
    this.guard = new JobGuard(config.name(), config.researchers(), claims);
    this.opened = OpenedResults.in(Claims.in(state.file(OPENED)));
    this.audited = new AuditedJobs(new AuditLog(state));
    for (StoredPublicKey stored : config.keys()) {
      StoredThreshold threshold = stored.threshold();
      if (threshold != null) {
        keys.put(stored.key().fingerprint(), StudyKey.of(stored, threshold, arithmetic));
      }
    }
  }

  /**
   * Opens the folder of a release executor, and verifies the keys that it opens results of.
   *
   * @throws IOException if the folder cannot be used
   * @throws io.blindsum.paillier.InvalidKeyException if the verification keys of a key are not its
   */
  public static ReleaseExecutor open(
      ReleaserConfig config, ModularArithmetic arithmetic, ExecutorMetrics metrics)
      throws IOException {
    return new ReleaseExecutor(config, StateFolder.open(config.state()), arithmetic, metrics);
  }

  /** Gives an executor the function of this one. */
  public ExecutorLoop.Builder addTo(ExecutorLoop.Builder executor) {
    return executor.function(
        OPEN_RESULT,
        metrics.counted(OPEN_RESULT.functionName(), Jobs.inOneLine(audited.of(this::openResult))));
  }

  private List<String> openResult(ProcessContext context, Audit entry)
      throws IOException, InterruptedException {
    FunctionSpec spec = context.process().spec();
    guard.require(spec.functionName(), spec.kwargs(), context.process().processId(), Instant.now());
    entry.known();
    ReleaseRequest request = request(spec);
    Signed<ResultMessage> result = Signed.parse("result", request.result(), ResultMessage.class);
    entry.note("study", result.message().study()).note("run", result.message().run());
    entry.note("totals", result.message().digest()).note("seal_to", request.sealTo());
    try {
      Signed<ReleasedMessage> released = release(context, result, recipient(request), entry);
      entry.released();
      return signed(released);
    } catch (Unanswerable e) {
      return abstain(context, result.message(), e.line(), entry);
    } catch (EncodingException e) {
      // its message is of opened totals, and who reads the reason may see none of them
      return abstain(context, result.message(), IMPLAUSIBLE, entry);
    } catch (FrameException | PaillierException | TotalsException e) {
      return abstain(context, result.message(), String.valueOf(e.getMessage()), entry);
    }
  }

  /** A request that asking again does not help. */
  private static final class Unanswerable extends Exception {
    private static final long serialVersionUID = 1;

    Unanswerable(String line) {
      super(line);
    }

    String line() {
      return String.valueOf(getMessage());
    }
  }

  private static ReleaseRequest request(FunctionSpec spec) {
    Map<String, Object> arguments = new LinkedHashMap<>(spec.kwargs());
    arguments.remove(JobOrder.ARGUMENT);
    return ReleaseRequest.of(arguments);
  }

  private static SealPublicKey recipient(ReleaseRequest request) {
    try {
      return new SealPublicKey(request.sealTo());
    } catch (IllegalArgumentException e) {
      throw new JobException("seal_to: not a sealing key");
    }
  }

  private Signed<ReleasedMessage> release(
      ProcessContext context, Signed<ResultMessage> asked, SealPublicKey recipient, Audit entry)
      throws IOException, InterruptedException, Unanswerable {
    ResultToOpen result = check(asked);
    StudyKey key = keys.get(result.plans().terms().key());
    if (key == null) {
      throw new Unanswerable("result: of a key that this release executor does not open");
    }
    ReleaseRule rule = result.plans().released().rule().strictest(config.rule());
    entry.note("query", result.plans().terms().queryHash()).note("shows", rule.words());
    Opening opening = Opening.of(result, rule);
    refuse(opened.objection(opening));
    HolderRound.Outcome outcome =
        new HolderRound(context.client(), key, result, openRequest(result, asked, rule), arithmetic)
            .run(config.signers(), identity.sealingKey(), config.waitSeconds());
    Optional<OpenedTotals> totals = outcome.opened();
    entry.note("missing", words(outcome.missing()), LONGEST_MISSING);
    outcome.missing().forEach(one -> context.log(words(List.of(one))));
    if (totals.isEmpty()) {
      String line =
          "fewer than the %s holders that are needed opened it: %s"
              .formatted(key.needed(), words(outcome.missing()));
      if (outcome.isFinal()) {
        throw new Unanswerable(line);
      }
      throw new JobException(line);
    }
    entry.note("opened_by", String.join(", ", outcome.openedBy()));
    // holders remember too, but those who answered another time may be others, or lie
    refuse(opened.open(opening));
    String tables = ReleasedText.write(totals.get().release(rule, List.of()));
    ResultMessage message = asked.message();
    SealedText sealed = SealedText.ofTables(recipient, tables, message.run(), message.digest());
    return Signed.unsigned(
        new ReleasedMessage(
            message.run(),
            message.study(),
            config.name(),
            message.digest(),
            sealed.digest(),
            outcome.openedBy(),
            outcome.missing()),
        sealed.frame());
  }

  private static void refuse(Optional<Objection> objection) throws Unanswerable {
    if (objection.isPresent()) {
      throw new Unanswerable(objection.get().line());
    }
  }

  private ResultToOpen check(Signed<ResultMessage> asked) throws Unanswerable {
    try {
      return ResultToOpen.of(asked, config.signers());
    } catch (JobException e) {
      throw new Unanswerable(String.valueOf(e.getMessage()));
    }
  }

  private Signed<OpenRequestMessage> openRequest(
      ResultToOpen result, Signed<ResultMessage> asked, ReleaseRule rule) {
    return Signed.unsigned(
            new OpenRequestMessage(
                result.plans().terms().run(),
                result.plans().terms().study(),
                config.name(),
                identity.sealingKey().publicKey().text(),
                rule,
                asked.toText()))
        .by(identity.signingKey());
  }

  private static String words(List<MissingHolder> missing) {
    return missing.stream()
        .map(one -> one.holder() + ": " + one.reason())
        .collect(Collectors.joining("; "));
  }

  private List<String> abstain(
      ProcessContext context, ResultMessage result, String reason, Audit entry)
      throws IOException, InterruptedException {
    metrics.addRefusal("result");
    entry.refused(reason);
    return signed(
        Signed.unsigned(
            new AbstainedMessage(
                result.run(),
                result.study(),
                config.name(),
                context.process().processId(),
                reason)));
  }

  private <M extends Message> List<String> signed(Signed<M> answer) {
    return List.of(answer.by(identity.signingKey()).toText());
  }
}
