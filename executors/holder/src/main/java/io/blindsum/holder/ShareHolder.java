package io.blindsum.holder;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Function;
import io.blindsum.colony.Function.Argument;
import io.blindsum.colony.ProcessContext;
import io.blindsum.encoding.EncodingException;
import io.blindsum.frame.FrameException;
import io.blindsum.holder.OpenedResults.Objection;
import io.blindsum.holder.OpenedResults.Opening;
import io.blindsum.keys.OpenedShare;
import io.blindsum.keys.PartialFile;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.keys.StoredShare;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.OpenPartMessage;
import io.blindsum.messages.OpenRequestMessage;
import io.blindsum.messages.PartRequest;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierException;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.release.TotalsException;
import io.blindsum.service.Audit;
import io.blindsum.service.AuditLog;
import io.blindsum.service.AuditedJobs;
import io.blindsum.service.Claims;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.Jobs;
import io.blindsum.service.QuestionBudget;
import io.blindsum.service.RunningClock;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A holder under its own policy: computes its part of a result that it checked by itself, and
 * writes down each decision before it is known outside.
 *
 * <p>A request of a release executor that is not on the holder's list fails. One that the policy
 * refuses closes successfully, with the reason in place of a part.
 */
public final class ShareHolder {
  private static final String SIGNING_KEY = "signing.key";
  private static final String OPENED = "opened";
  private static final String REQUEST = "request";

  private static final Function OPEN_PART =
      Function.of(
          Functions.OPEN_PART,
          "the holder's part of opening a result, sealed to a release executor that it knows",
          Argument.required(REQUEST, "string", "what a release executor asks, as it signed it"));

  private final HolderConfig config;
  private final ModularArithmetic arithmetic;
  private final ExecutorMetrics metrics;
  private final OpenedShare share;
  private final SigningKey signingKey;
  private final OpenedResults opened;
  private final AuditedJobs audited;

  private ShareHolder(
      HolderConfig config,
      StateFolder state,
      OpenedShare share,
      ModularArithmetic arithmetic,
      ExecutorMetrics metrics) {
    this.config = config;
    this.arithmetic = arithmetic;
    this.metrics = metrics;
    this.share = share;
    this.signingKey = signingKey(state);
    RunningClock clock = new RunningClock(state, RunningClock.Reading::ofMachine);
    this.opened =
        OpenedResults.within(
            new QuestionBudget(state, clock, config.policy().questionsADay()),
            Claims.in(state.file(OPENED)));
    this.audited = new AuditedJobs(new AuditLog(state));
  }

  /**
   * Opens a holder's folder and its share.
   *
   * @throws IOException if the state folder cannot be used
   * @throws io.blindsum.keys.KeyFileException if the share does not open, or is not one of the key
   */
  public static ShareHolder open(
      HolderConfig config, ModularArithmetic arithmetic, ExecutorMetrics metrics)
      throws IOException {
    OpenedShare share = config.share().open(SealKeyFile.read(config.unsealWith()), arithmetic);
    return new ShareHolder(config, StateFolder.open(config.state()), share, arithmetic, metrics);
  }

  /**
   * Returns the public half of what a holder signs with, and makes the key where it is missing.
   *
   * @throws IOException if its state folder cannot be used
   */
  public static VerifyingKey signer(HolderConfig config) throws IOException {
    return signingKey(StateFolder.open(config.state())).verifyingKey();
  }

  private static SigningKey signingKey(StateFolder state) {
    return SigningKeyFile.openOrCreate(state.file(SIGNING_KEY));
  }

  /** Gives an executor the function of the holder. */
  public ExecutorLoop.Builder addTo(ExecutorLoop.Builder executor) {
    return executor.function(
        OPEN_PART,
        metrics.counted(OPEN_PART.functionName(), Jobs.inOneLine(audited.of(this::openPart))));
  }

  private List<String> openPart(ProcessContext context, Audit entry)
      throws IOException, InterruptedException {
    String text = PartRequest.of(context.process().spec().kwargs()).request();
    Signed<OpenRequestMessage> request = Signed.parse(REQUEST, text, OpenRequestMessage.class);
    OpenRequestMessage message = request.message();
    entry.note("releaser", message.releaser());
    config.signers().requireReleaser(REQUEST, message.releaser(), request);
    entry.known();
    entry.note("study", message.study()).note("run", message.run());
    entry.note("shows", message.rule().words());
    Signed<OpenPartMessage> answer;
    try {
      answer = part(request, entry);
      entry.released();
    } catch (Refusal e) {
      metrics.addRefusal(e.rule());
      entry.refused(e.line());
      answer = Signed.unsigned(answer(request, "", e.line()));
    }
    return List.of(answer.by(signingKey).toText());
  }

  /** Why there is no part. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String rule;

    Refusal(String rule, String line) {
      super(line);
      this.rule = rule;
    }

    String rule() {
      return rule;
    }

    String line() {
      return String.valueOf(getMessage());
    }
  }

  private Signed<OpenPartMessage> part(Signed<OpenRequestMessage> request, Audit entry)
      throws IOException, InterruptedException, Refusal {
    SealPublicKey recipient = recipient(request.message());
    ResultToOpen result = check(request.message(), entry);
    Optional<Objection> objection = opened.open(Opening.of(result, request.message().rule()));
    if (objection.isPresent()) {
      throw new Refusal(objection.get().rule(), objection.get().line());
    }
    PartialDecryption partial = compute(result);
    StoredShare stored = config.share();
    SealedText sealed =
        SealedText.ofPart(
            recipient,
            PartialFile.text(stored, result.digest(), partial),
            stored.holder(),
            request.digest());
    return Signed.unsigned(answer(request, sealed.digest(), ""), sealed.frame());
  }

  private PartialDecryption compute(ResultToOpen result) throws Refusal {
    try {
      return result.totals().openPartially(share.key(), share.share(), arithmetic);
    } catch (PaillierException e) {
      // numbers that are no ciphertexts: the cloud's, and asking again does not help
      throw new Refusal("request", "result: " + e.getMessage());
    }
  }

  private static SealPublicKey recipient(OpenRequestMessage message) throws Refusal {
    try {
      return new SealPublicKey(message.sealTo());
    } catch (IllegalArgumentException e) {
      throw new Refusal("request", "seal_to: not a sealing key");
    }
  }

  private ResultToOpen check(OpenRequestMessage message, Audit entry) throws Refusal {
    try {
      ResultToOpen result = ResultToOpen.read(message.result(), config.signers());
      entry.note("query", result.plans().terms().queryHash()).note("totals", result.digest());
      entry.note("rows", result.totals().header().manifest().rows());
      JobException.require(
          result.plans().terms().run().equals(message.run())
              && result.plans().terms().study().equals(message.study()),
          REQUEST,
          "of another run or study than its result");
      result.require(config.share(), config.policy(), message.rule());
      return result;
    } catch (JobException
        | FrameException
        | PaillierException
        | EncodingException
        | TotalsException e) {
      throw new Refusal("request", String.valueOf(e.getMessage()));
    }
  }

  private OpenPartMessage answer(Signed<OpenRequestMessage> request, String digest, String reason) {
    OpenRequestMessage message = request.message();
    return new OpenPartMessage(
        message.run(), message.study(), config.share().holder(), request.digest(), digest, reason);
  }
}
