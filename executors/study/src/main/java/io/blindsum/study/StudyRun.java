package io.blindsum.study;

import io.blindsum.colony.ColonyClient;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Check;
import io.blindsum.messages.Functions;
import io.blindsum.messages.MessageSize;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs a study: every site plans, the batches are encrypted and added in small graphs, the partial
 * results are combined.
 *
 * <p>It holds no private key, so that it runs as well at the researcher's as in a cloud executor.
 */
public final class StudyRun {
  private static final String RESULT = "result";

  private final RunColony colony;
  private final StudyRequest spec;
  private final RunKeys keys;
  private final RunJournal journal;
  private final RunListener listener;
  private final Attempts attempts;
  private final AnswerCheck check;
  private final int mostBytes;

  /**
   * Prepares a run that signs nothing.
   *
   * @param signers if any are given, nothing that is not signed by them is used
   * @see #StudyRun(ColonyClient, StudyRequest, RunKeys, RunJournal, RunListener)
   */
  public StudyRun(
      ColonyClient client,
      StudyRequest spec,
      TrustedSigners signers,
      RunJournal journal,
      RunListener listener) {
    this(client, spec, new RunKeys(signers, Optional.empty()), journal, listener);
  }

  /**
   * Prepares a run.
   *
   * @param client of a member of the colony whom the sites let ask
   * @param keys whom it believes, and how it says who asks
   * @param journal new, or that of the same run
   * @throws StudyException if the journal is of another run
   * @throws io.blindsum.paillier.InvalidKeyException if the study's key is none
   */
  public StudyRun(
      ColonyClient client,
      StudyRequest spec,
      RunKeys keys,
      RunJournal journal,
      RunListener listener) {
    this(client, spec, keys, journal, listener, Attempts::pause, MessageSize.MOST);
  }

  StudyRun(
      ColonyClient client,
      StudyRequest spec,
      RunKeys keys,
      RunJournal journal,
      RunListener listener,
      Attempts.Pauses pauses,
      int mostBytes) {
    this.mostBytes = mostBytes;
    this.attempts = new Attempts(pauses, listener);
    this.colony = new RunColony(client);
    this.spec = spec;
    this.keys = keys;
    this.journal = journal;
    this.listener = listener;
    PaillierPublicKey key =
        SeedKeyFormat.readPublic(
            Functions.KEY_ARGUMENT, spec.plan().publicKey(), KeyGate.forInspection());
    this.check = new AnswerCheck(spec, journal.run(), key, keys.signers());
    claimJournal();
  }

  private void claimJournal() {
    String run = Sha256.of(spec.identity());
    List<RunJournal.Entry> entries = journal.entries();
    if (entries.isEmpty()) {
      journal.submitted(RunJournal.Event.RUN, run, 0, "", "");
    } else if (entries.get(0).event() != RunJournal.Event.RUN
        || !entries.get(0).name().equals(run)) {
      throw new StudyException(
          StudyException.Reason.JOURNAL, "the journal is of a run with another key or question");
    }
  }

  /**
   * Runs the study to its end, or goes on where its journal ends.
   *
   * @return the encrypted totals, and the sites that are not in them
   * @throws StudyException if too few sites contribute, or a step fails again and again; the
   *     journal can be resumed
   * @throws InterruptedException if the thread is interrupted; the journal can be resumed
   */
  public Signed<ResultMessage> run() throws InterruptedException {
    PlanPhase.Outcome sites =
        new PlanPhase(colony, spec, check, keys.researcher(), journal, listener, attempts).run();
    requireEnough(sites);
    RunPlans.of("plans", journal.run(), spec.plan().study(), sites.plans());
    BatchPhase batches =
        new BatchPhase(
            colony, spec, check, journal, listener, attempts, BatchUnit.of(sites.plans()));
    Signed<ResultMessage> result =
        new CombinePhase(colony, spec, check, journal, attempts, sites, batches, mostBytes).run();
    removePlans(sites.plans());
    listener.finished(batches.shares());
    return result;
  }

  /**
   * Does the same for a result that holders will open: it is kept in the journal, so that whoever
   * goes on has the same one opened, because they open one result of a run and no other.
   */
  public Signed<ResultMessage> runAndKeep() throws InterruptedException {
    for (RunJournal.Entry entry : journal.entries()) {
      if (entry.event() == RunJournal.Event.RESULT) {
        return kept(entry.text());
      }
    }
    Signed<ResultMessage> result = run();
    journal.keep(RunJournal.Event.RESULT, RESULT, 0, "", result.toText());
    return result;
  }

  /** Somebody may have altered the journal: what it keeps is checked as if it came now. */
  private Signed<ResultMessage> kept(String text) {
    Signed<ResultMessage> result = Signed.parse(RESULT, text, ResultMessage.class);
    Check.require(result.message().run().equals(journal.run()), RESULT, "of another run");
    ResultCheck.check(RESULT, result, keys.signers());
    return result;
  }

  /** Lets the sites remove what they kept for this run; nobody waits for it. */
  private void removePlans(List<Signed<PlanMessage>> plans) throws InterruptedException {
    for (Signed<PlanMessage> plan : plans) {
      PlanMessage made = plan.message();
      colony.removePlan(made.site(), journal.run(), made.plan(), spec.plan().publicKey());
    }
  }

  private void requireEnough(PlanPhase.Outcome sites) {
    if (sites.plans().size() < spec.sitesMin()) {
      String missing =
          sites.missing().stream()
              .map(site -> site.site() + ": " + site.reason())
              .collect(Collectors.joining("; "));
      throw new StudyException(
          StudyException.Reason.TOO_FEW_SITES,
          "%s of %s sites contribute, %s %s needed (%s)"
              .formatted(
                  sites.plans().size(),
                  spec.sites().size(),
                  spec.sitesMin(),
                  spec.sitesMin() == 1 ? "is" : "are",
                  missing));
    }
  }
}
