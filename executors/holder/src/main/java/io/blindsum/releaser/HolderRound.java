package io.blindsum.releaser;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyException;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.Retrier;
import io.blindsum.holder.ResultToOpen;
import io.blindsum.keys.KeyFileException;
import io.blindsum.keys.PartialFile;
import io.blindsum.messages.Check;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.MissingHolder;
import io.blindsum.messages.OpenPartMessage;
import io.blindsum.messages.OpenRequestMessage;
import io.blindsum.messages.PartRequest;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.PartialDecryptionException;
import io.blindsum.paillier.threshold.PartialDecryption;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.release.OpenedTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks every holder of a key for its part of one result, and puts the first good ones together. A
 * holder that answers wrongly is named and left out.
 */
final class HolderRound {
  /** An answer holds all that was asked: it is asked for ever more seldom. */
  private static final long FIRST_PAUSE_MILLIS = 20;

  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final ColonyClient client;
  private final StudyKey key;
  private final ResultToOpen result;
  private final Signed<OpenRequestMessage> request;
  private final ModularArithmetic arithmetic;
  private final Retrier retrier = Retrier.forever();
  private final Map<String, String> pending = new LinkedHashMap<>();
  private final Map<Integer, PartialDecryption> parts = new LinkedHashMap<>();
  private final List<MissingHolder> refused = new ArrayList<>();
  // without a word that the holder signed: a crash, or somebody who took its work
  private final List<MissingHolder> failed = new ArrayList<>();

  HolderRound(
      ColonyClient client,
      StudyKey key,
      ResultToOpen result,
      Signed<OpenRequestMessage> request,
      ModularArithmetic arithmetic) {
    this.client = client;
    this.key = key;
    this.result = result;
    this.request = request;
    this.arithmetic = arithmetic;
  }

  /**
   * What came of a round.
   *
   * @param opened the totals; empty if too few holders gave a good part
   * @param openedBy whose parts they are of
   * @param missing who did not contribute, and why; those who were not needed any more are not here
   * @param isFinal whether asking again would not help: so many holders signed something else than
   *     a good part
   */
  record Outcome(
      Optional<OpenedTotals> opened,
      List<String> openedBy,
      List<MissingHolder> missing,
      boolean isFinal) {}

  /**
   * Asks, and waits until enough have answered, or for so long.
   *
   * @param signers the holders whose word counts
   * @param sealingKey what opens their parts
   */
  Outcome run(TrustedSigners signers, SealPrivateKey sealingKey, int waitSeconds)
      throws InterruptedException {
    for (String holder : key.holders().holders()) {
      pending.put(holder, submit(holder, waitSeconds));
    }
    long end = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (true) {
        collect(signers, sealingKey);
        Optional<OpenedTotals> opened = open();
        if (opened.isPresent()) {
          List<String> by = parts.keySet().stream().map(key.holders()::holder).toList();
          return new Outcome(opened, by, missing(), true);
        }
        boolean tooFew = refused.size() + failed.size() > key.spare();
        if (tooFew || System.nanoTime() > end) {
          return failed(waitSeconds);
        }
        Thread.sleep(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 3 / 2);
      }
    } finally {
      pending.values().forEach(this::cancel);
    }
  }

  private Outcome failed(int waitSeconds) {
    boolean isFinal = refused.size() > key.spare();
    List<MissingHolder> missing = missing();
    if (refused.size() + failed.size() <= key.spare()) {
      pending
          .keySet()
          .forEach(
              holder ->
                  missing.add(
                      new MissingHolder(holder, "did not answer within " + waitSeconds + " s")));
    }
    return new Outcome(Optional.empty(), List.of(), missing, isFinal);
  }

  private List<MissingHolder> missing() {
    List<MissingHolder> missing = new ArrayList<>(refused);
    missing.addAll(failed);
    return missing;
  }

  private String submit(String holder, int waitSeconds) throws InterruptedException {
    Conditions conditions =
        Conditions.of(client.colonyName(), Functions.holderExecutorType(holder));
    FunctionSpec.Builder call =
        FunctionSpec.of(Functions.OPEN_PART, conditions)
            .maxWaitSeconds(2 * waitSeconds)
            .maxExecSeconds(waitSeconds)
            .label(request.message().study());
    new PartRequest(request.toText()).arguments().forEach(call::kwarg);
    FunctionSpec spec = call.build();
    return retrier.call("asking holder " + holder, () -> client.submit(spec)).processId();
  }

  /** Takes what has been answered since the last time. */
  private void collect(TrustedSigners signers, SealPrivateKey sealingKey)
      throws InterruptedException {
    for (Iterator<Map.Entry<String, String>> all = pending.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, String> one = all.next();
      Process process = retrier.call("reading a process", () -> client.getProcess(one.getValue()));
      if (process.state().isFinal()) {
        all.remove();
        take(one.getKey(), process, signers, sealingKey);
      }
    }
  }

  private void take(
      String holder, Process process, TrustedSigners signers, SealPrivateKey sealingKey) {
    if (process.state() != ProcessState.SUCCESS || process.out().size() != 1) {
      String why = String.join("; ", process.errors());
      failed.add(new MissingHolder(holder, why.isEmpty() ? "its answer was lost" : why));
      return;
    }
    String where = "part of holder " + holder;
    Signed<OpenPartMessage> answer;
    try {
      answer = Signed.parse(where, process.out().get(0), OpenPartMessage.class);
      signers.requireHolder(where, holder, answer);
    } catch (JobException e) {
      failed.add(wrong(holder, e));
      return;
    }
    try {
      take(where, holder, answer, sealingKey);
    } catch (JobException | KeyFileException e) {
      refused.add(wrong(holder, e));
    }
  }

  private static MissingHolder wrong(String holder, RuntimeException why) {
    return new MissingHolder(holder, "answers wrongly: " + why.getMessage());
  }

  private void take(
      String where, String holder, Signed<OpenPartMessage> answer, SealPrivateKey sealingKey) {
    OpenPartMessage part = answer.message();
    boolean asked = part.holder().equals(holder) && part.request().equals(request.digest());
    Check.require(asked, where, "of another holder, or of another request");
    if (!part.reason().isEmpty()) {
      refused.add(part.missing());
      return;
    }
    String text = SealedText.openPart(where, answer, sealingKey, request.digest());
    PartialDecryption partial =
        PartialFile.parse(
            where,
            text,
            key.key().publicKey(),
            key.holders(),
            result.plans().terms().study(),
            result.digest());
    Check.require(
        key.holders().holder(partial.holder()).equals(holder), where, "of another holder");
    parts.put(partial.holder(), partial);
  }

  /** Puts the parts together once they are enough, without those that turn out to be wrong. */
  private Optional<OpenedTotals> open() {
    while (parts.size() >= key.needed()) {
      try {
        List<PartialDecryption> all = List.copyOf(parts.values());
        return Optional.of(result.totals().open(key.key(), all, arithmetic));
      } catch (PartialDecryptionException e) {
        if (e.holders().isEmpty()) {
          throw e;
        }
        for (int index : e.holders()) {
          parts.remove(index);
          refused.add(wrong(key.holders().holder(index), e));
        }
      }
    }
    return Optional.empty();
  }

  /** Spares a holder work that nobody waits for. */
  private void cancel(String process) {
    try {
      client.cancelProcess(process);
    } catch (ColonyException e) {
      // it ended meanwhile, or ends by itself
    }
  }
}
