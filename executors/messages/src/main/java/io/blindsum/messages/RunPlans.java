package io.blindsum.messages;

import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.Manifest;
import io.blindsum.frame.ReleaseRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans of one run, one a site, that say alike what was asked of whom. What is made of them has to
 * say the same: {@link #requireHeader} compares a frame, {@link BatchTally} the batches. Whose
 * signatures count is for {@link TrustedSigners}.
 */
public final class RunPlans {
  private final FrameTerms frames;
  private final Map<String, PlanMessage> plans = new LinkedHashMap<>();

  private RunPlans(FrameTerms frames) {
    this.frames = frames;
  }

  /**
   * Takes the plans of a run.
   *
   * @param where what they are part of; opens every message about them
   * @param run the run's nonce
   * @param signed at least one
   * @throws MessageException if one is of another run or study, says something else than the
   *     others, or a site has two
   */
  public static RunPlans of(
      String where, String run, String study, List<Signed<PlanMessage>> signed) {
    RunTerms terms = signed.get(0).message().terms();
    Check.require(terms.run().equals(run), where, "a plan is of another run");
    Check.require(terms.study().equals(study), where, "a plan is of another study");
    RunPlans plans = new RunPlans(FrameTerms.of(where, terms));
    for (Signed<PlanMessage> one : signed) {
      plans.add(where, one.message());
    }
    return plans;
  }

  private void add(String where, PlanMessage plan) {
    String site = plan.site();
    Check.require(plan.run().equals(terms().run()), where, "the plans are of several runs");
    if (!plan.terms().equals(terms())) {
      throw new MessageException(where, "the plans say different things of " + difference(plan));
    }
    boolean known = plans.values().stream().anyMatch(one -> one.plan().equals(plan.plan()));
    Check.require(!known, where, "two sites have one plan");
    Check.require(plans.put(site, plan) == null, where, "it names site " + site + " twice");
  }

  private String difference(PlanMessage plan) {
    var one = MessageJson.tree(terms());
    var other = MessageJson.tree(plan.terms());
    return one.propertyNames().stream()
        .filter(name -> !one.get(name).equals(other.get(name)))
        .findFirst()
        .orElse("themselves");
  }

  /** Returns what all of them say. */
  public RunTerms terms() {
    return frames.terms();
  }

  /** Returns them in the order in which they were taken. */
  public List<PlanMessage> plans() {
    return new ArrayList<>(plans.values());
  }

  /** Returns the plan that a batch is of; empty if it is of none, or none has its number. */
  public Optional<PlanMessage> of(BatchName batch) {
    return Optional.ofNullable(plans.get(batch.site()))
        .filter(plan -> plan.plan().equals(batch.plan()) && batch.batch() < plan.batches());
  }

  /** Returns the question as batches and partial results name it, with its own rule. */
  public FrameQuestion question() {
    return frames.question();
  }

  /**
   * Returns the question as the result names it, with the strictest rule of the question and every
   * site.
   */
  public FrameQuestion released() {
    ReleaseRule strictest =
        plans.values().stream()
            .map(PlanMessage::rule)
            .reduce(terms().rule(), ReleaseRule::strictest);
    return new FrameQuestion(terms().queryHash(), strictest);
  }

  /**
   * Checks that the frame of a batch says of itself what the sites signed; see {@link
   * FrameTerms#requireHeader}.
   *
   * @throws MessageException naming the first that differs
   */
  public void requireHeader(String where, FrameHeader header) {
    frames.requireHeader(where, header, frames.question());
  }

  /**
   * Checks the header of totals too: that they are of the batches of these receipts, and of nothing
   * else.
   *
   * @param question that they name: {@link #question} of a partial result, {@link #released} of the
   *     result
   * @throws MessageException naming the first that differs
   */
  public void requireTotals(
      String where,
      FrameHeader header,
      FrameQuestion question,
      List<Signed<BatchMessage>> receipts) {
    frames.requireTotals(where, header, question, FrameTerms.manifest(receipts));
  }

  /**
   * Checks the header of a result of which roots stand for the batches of each plan.
   *
   * @param roots in the order of the plans
   * @throws MessageException naming the first that differs
   */
  public void requireTotals(String where, FrameHeader header, List<String> roots) {
    Check.require(roots.size() == plans.size(), where, "it has not one root a plan");
    List<SiteBatches> sites = new ArrayList<>();
    for (PlanMessage plan : plans.values()) {
      sites.add(SiteBatches.of(plan, roots.get(sites.size())));
    }
    Manifest manifest = SiteTally.manifest(terms().study(), sites);
    frames.requireTotals(where, header, released(), manifest);
  }

  /**
   * Checks that the sites that were asked are those of the plans and those that are missing.
   *
   * @throws MessageException naming one that is neither or both
   */
  public void requireAsked(String where, List<MissingSite> missing) {
    Set<String> named = new HashSet<>(plans.keySet());
    for (MissingSite site : missing) {
      Check.require(
          named.add(site.site()), where, "site " + site.site() + " is in it, and missing too");
    }
    for (String site : terms().asked()) {
      Check.require(named.remove(site), where, "nothing is said of site " + site);
    }
    Check.require(named.isEmpty(), where, "it names a site that was not asked");
  }

  /**
   * Checks that there are as many sites, and as many rows, as each of them wants in a sum.
   *
   * @throws MessageException if there are fewer
   */
  public void requireEnough(String where) {
    Check.require(
        plans.size() >= terms().sitesMin(),
        where,
        "of %s sites, and the sites signed that it takes %s"
            .formatted(plans.size(), terms().sitesMin()));
    long rows = plans.values().stream().mapToLong(PlanMessage::rows).sum();
    boolean enough = plans.values().stream().allMatch(plan -> rows >= plan.minCohort());
    Check.require(enough, where, "of fewer rows than a site's own minimum");
  }
}
