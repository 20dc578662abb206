package io.blindsum.cloud;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.colony.ProcessContext;
import io.blindsum.frame.FrameSumResult;
import io.blindsum.messages.AddedBatches;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.Signed;
import io.blindsum.messages.SiteBatches;
import io.blindsum.messages.TotalRequest;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.KeyContexts;
import java.util.ArrayList;
import java.util.List;

/**
 * Combines subtotals to the result of a study, of which it lets the same out as {@link Combine}.
 */
final class CombineSubtotals {
  private static final String PLANS = "plans";

  private final KeyContexts<KeyAdder> keys;
  private final CloudIdentity identity;
  private final PlanCheck check;
  private final ModularArithmetic arithmetic;

  CombineSubtotals(
      KeyContexts<KeyAdder> keys,
      CloudIdentity identity,
      PlanCheck check,
      ModularArithmetic arithmetic) {
    this.keys = keys;
    this.identity = identity;
    this.check = check;
    this.arithmetic = arithmetic;
  }

  List<String> run(ProcessContext context) {
    identity.requireInitiator(context.process());
    return List.of(combine(TotalRequest.of(context.process().spec().kwargs())).toText());
  }

  /** Lets out the sum that the sites signed, and nothing else. */
  Signed<ResultMessage> combine(TotalRequest request) {
    RunPlans plans = check.take(request.run(), request.study(), request.plans().list());
    PaillierPublicKey key = check.keyOf(plans, request.publicKey());
    plans.requireEnough(PLANS);
    plans.requireAsked(PLANS, request.missing());
    try (SubtotalSum sum = new SubtotalSum(plans.terms(), identity, arithmetic)) {
      SubtotalSum.Added added = sum.of(request.partialResults());
      List<String> roots = roots(plans, added.sites());
      identity.claimRelease(request.run(), plans.plans());
      FrameSumResult product = added.product();
      return Combine.released(
              plans,
              product,
              keys,
              key,
              digest ->
                  new ResultMessage(
                      request.run(),
                      request.study(),
                      digest,
                      product.productDigest(),
                      request.plans(),
                      request.missing(),
                      new AddedBatches(List.of(), roots)))
          .by(identity.signingKey());
    }
  }

  /**
   * Returns the roots of what was added, in the order of the plans.
   *
   * @throws JobException unless it is every batch of every plan, with the counts of the plan
   */
  private static List<String> roots(RunPlans plans, List<SiteBatches> sites) {
    List<SiteBatches> left = new ArrayList<>(sites);
    List<String> roots = new ArrayList<>();
    for (PlanMessage plan : plans.plans()) {
      SiteBatches added =
          left.stream()
              .filter(one -> one.site().equals(plan.site()))
              .findFirst()
              .orElseThrow(
                  () -> new JobException("partials: " + plan.batch(0).title() + " is not in it"));
      left.remove(added);
      requireWhole(plan, added);
      roots.add(added.root());
    }
    for (SiteBatches other : left) {
      throw new JobException("partials: site " + other.site() + " has no plan here");
    }
    return roots;
  }

  private static void requireWhole(PlanMessage plan, SiteBatches added) {
    String site = "site " + plan.site();
    JobException.require(added.plan().equals(plan.plan()), "partials", site + " has another plan");
    JobException.require(added.batch() == 0, "partials", plan.batch(0).title() + " is not in it");
    JobException.require(
        added.batches() >= plan.batches(),
        "partials",
        plan.batch(Math.min(added.batches(), plan.batches() - 1)).title() + " is not in it");
    JobException.require(
        added.equals(SiteBatches.of(plan, added.root())),
        "partials",
        "the batches of " + site + " are not those of its plan, by number, rows or ciphertexts");
  }
}
