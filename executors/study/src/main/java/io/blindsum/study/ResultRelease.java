package io.blindsum.study;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.encoding.PrintableText;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.messages.ReleaseRequest;
import io.blindsum.messages.ReleasedMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.SealedText;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.messages.TrustedSigners.Standing;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a result opened by the holders of a shared key: asks a release executor for what may be shown
 * of it, and waits. What was asked is in the journal of the run.
 */
public final class ResultRelease {
  private static final String WHERE = "released tables";
  private static final String NAME = "the opening of the result";
  private static final Duration ORDER_GOOD = Duration.ofDays(1);
  private static final int LONGEST_REASON = 2_000;

  private final RunColony colony;
  private final Asker asker;
  private final TrustedSigners signers;
  private final RunJournal journal;
  private final Attempts attempts;
  private final StudyRequest spec;

  /**
   * Who asks whom.
   *
   * @param releaser the name of the release executor
   * @param signingKey the researcher's, which the release executor knows
   * @param sealingKey the researcher's, which alone opens the tables
   */
  public record Asker(String releaser, SigningKey signingKey, SealPrivateKey sealingKey) {}

  /**
   * What came back.
   *
   * @param message who opened what, as the release executor signed it
   * @param tables the text of the tables
   * @param standing what the signature is worth
   */
  public record Released(Signed<ReleasedMessage> message, String tables, Standing standing) {}

  /**
   * Prepares to ask.
   *
   * @param signers if any are given, nothing that is not signed by them is used
   * @param journal of the run whose result it is
   * @param spec of the study: how long a release executor may take before somebody else gets it,
   *     and until it starts
   */
  public ResultRelease(
      ColonyClient client,
      Asker asker,
      TrustedSigners signers,
      RunJournal journal,
      RunListener listener,
      StudyRequest spec) {
    this(client, asker, signers, journal, new Attempts(Attempts::pause, listener), spec);
  }

  ResultRelease(
      ColonyClient client,
      Asker asker,
      TrustedSigners signers,
      RunJournal journal,
      Attempts attempts,
      StudyRequest spec) {
    this.colony = new RunColony(client);
    this.asker = asker;
    this.signers = signers;
    this.journal = journal;
    this.attempts = attempts;
    this.spec = spec;
  }

  /**
   * Asks, or waits for what an earlier run of the driver asked.
   *
   * @param result with its frame
   * @throws StudyException if the release executor refuses, or fails again and again; the journal
   *     can be resumed
   * @throws InterruptedException if the thread is interrupted; the journal can be resumed
   */
  public Released run(Signed<ResultMessage> result) throws InterruptedException {
    Opening opening = new Opening(result);
    boolean resumed = opening.isEarlier;
    if (!resumed) {
      opening.submit();
    }
    Answered answered = attempts.get(NAME, resumed, opening);
    if (resumed && answered.released() == null) {
      // somebody may have changed a file since then
      opening.submit();
      answered = attempts.get(NAME, false, opening);
    }
    if (answered.released() == null) {
      throw new StudyException(StudyException.Reason.REFUSED, answered.refusal());
    }
    return answered.released();
  }

  /** An answer that is signed: tables, or why there are none. */
  private record Answered(@Nullable Released released, String refusal) {}

  private final class Opening implements Attempts.Step<Answered> {
    private final Signed<ResultMessage> result;
    private RunJournal.@Nullable Entry submitted;
    // an earlier run of the driver submitted it
    private boolean isEarlier;

    Opening(Signed<ResultMessage> result) {
      this.result = result;
      for (RunJournal.Entry entry : journal.entries()) {
        if (entry.event() == RunJournal.Event.OPEN) {
          submitted = entry;
          isEarlier = true;
        }
      }
    }

    @Override
    public void submit() throws InterruptedException {
      int attempt = submitted == null ? 0 : submitted.attempt() + 1;
      String process = colony.submit(this::call);
      submitted = journal.submitted(RunJournal.Event.OPEN, asker.releaser(), attempt, process, "");
      isEarlier = false;
    }

    /** Each call has an order of its own, which is good for one process. */
    private FunctionSpec call() {
      Map<String, Object> arguments =
          JobOrder.sign(
              Functions.OPEN_RESULT,
              new ReleaseRequest(result.toText(), asker.sealingKey().publicKey().text())
                  .arguments(),
              List.of(asker.releaser()),
              ORDER_GOOD,
              asker.signingKey());
      return colony
          .call(Functions.OPEN_RESULT, arguments, Functions.releaseExecutorType(asker.releaser()))
          .maxExecSeconds(spec.batchSeconds())
          .maxWaitSeconds(spec.waitSeconds())
          .label(result.message().study())
          .build();
    }

    @Override
    public Optional<Answer<Answered>> look() throws InterruptedException {
      return colony.look(submitted == null ? "" : submitted.process(), this::answer);
    }

    private Answer<Answered> answer(Process process) {
      if (process.state() == ProcessState.SUCCESS) {
        return Answer.read(process, text -> read(process, text));
      }
      if (process.state() == ProcessState.FAILED && !process.assigned()) {
        String type = Functions.releaseExecutorType(asker.releaser());
        throw new StudyException(
            StudyException.Reason.FAILED,
            "no executor of type %s took the result within %s s"
                .formatted(type, spec.waitSeconds()));
      }
      return Answer.trouble(
          Answer.Cause.OUTSIDE,
          process.errors().isEmpty()
              ? process.state().name()
              : String.join("; ", process.errors()));
    }

    private Answered read(Process process, String text) {
      Signed<?> answer = Signed.parse(WHERE, text);
      ResultMessage asked = result.message();
      Standing standing = signers.requireReleaser(WHERE, asker.releaser(), answer);
      require(answer.message().run().equals(asked.run()), "of another run");
      require(answer.message().study().equals(asked.study()), "of another study");
      if (answer.message() instanceof AbstainedMessage abstained) {
        require(abstained.site().equals(asker.releaser()), "of another release executor");
        require(abstained.plan().equals(process.processId()), "of another process");
        String reason = PrintableText.of(abstained.reason(), LONGEST_REASON);
        String refusal = "release executor " + asker.releaser() + " refuses: " + reason;
        // its people, or those of holders, may have listed since what was missing
        JobException.require(!isEarlier, WHERE, refusal);
        return new Answered(null, refusal);
      }
      Signed<ReleasedMessage> released = answer.as(WHERE, ReleasedMessage.class);
      require(
          released.message().releaser().equals(asker.releaser()), "of another release executor");
      require(released.message().result().equals(asked.digest()), "of another result");
      String tables = SealedText.openTables(WHERE, released, asker.sealingKey());
      return new Answered(new Released(released, tables, standing), "");
    }

    private static void require(boolean holds, String problem) {
      JobException.require(holds, WHERE, problem);
    }
  }
}
