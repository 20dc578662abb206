package io.blindsum.hospital;

import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanRequest;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.Noise;
import io.blindsum.service.Claims;
import io.blindsum.service.QuestionBudget;
import io.blindsum.service.RunningClock;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How much a site still answers: a run asks one question, a day has so many, and noise has a
 * budget. All of it is kept on the disk, and a process that comes again costs nothing more.
 */
final class QuestionAllowance {
  private final String site;
  private final Claims claims;
  private final Plans plans;
  private final QuestionBudget budget;
  private final Optional<NoiseLedger> ledger;

  /**
   * Opens the allowance of a site.
   *
   * @param claims of runs, which no other question may take
   * @param plans of processes that were answered
   */
  QuestionAllowance(SiteConfig site, StateFolder state, Claims claims, Plans plans) {
    this.site = site.site();
    this.claims = claims;
    this.plans = plans;
    RunningClock clock = new RunningClock(state, RunningClock.Reading::ofMachine);
    this.budget = new QuestionBudget(state, clock, site.policy().questionsADay());
    this.ledger = site.policy().noise().map(policy -> new NoiseLedger(state, policy.budget()));
  }

  /**
   * Lets a run ask one question, and each attempt in it be one process, for ever: whoever shows an
   * old request again, with or without the researcher's signature, gets no second answer.
   */
  void claimRun(PlanRequest request, String process) {
    if (request.run().isEmpty()) {
      return;
    }
    boolean asked = request.sites().isEmpty() || request.sites().contains(site);
    JobException.require(asked, "sites", "this site is not among them");
    JobException.require(
        claims.claim(List.of("run", request.run()), request.question()),
        "run",
        "it asked another question before");
    String attempt = Integer.toString(request.attempt());
    JobException.require(
        claims.claim(List.of("run", request.run(), "attempt", attempt), process),
        "run",
        "this attempt was asked before");
  }

  /** Counts a question, unless it was planned before; returns false if there are none left. */
  boolean takeQuestion(Dataset dataset, PaillierPublicKey key, String process)
      throws IOException, InterruptedException {
    return plans.find(process).isPresent() || budget.take(dataset.name(), key.fingerprint());
  }

  /** Spends the epsilon of a question, unless it was planned before; returns why it cannot. */
  Optional<String> takeNoise(Cohort cohort, PaillierPublicKey key, String process)
      throws IOException, InterruptedException {
    Optional<Noise> asked = cohort.question().limits().noise();
    if (ledger.isEmpty() || asked.isEmpty() || plans.find(process).isPresent()) {
      return Optional.empty();
    }
    NoiseLedger book = ledger.get();
    return book.take(cohort.dataset().name(), key.fingerprint(), asked.get(), process)
        ? Optional.empty()
        : Optional.of(book.refusal());
  }
}
