package io.blindsum.messages;

import io.blindsum.frame.ReleaseRule;

/**
 * A plan without what all plans of its run say alike, and with its signature: what {@link
 * SignedPlans} has of each site in its short form. The members are those of {@link PlanMessage}.
 */
record SitePlan(
    String site,
    String plan,
    int attempt,
    int minCohort,
    ReleaseRule rule,
    @Count long rows,
    @Count long rejected,
    @Count long ciphertexts,
    int batches,
    int batchRows,
    String source,
    String signer,
    String signature) {

  static SitePlan of(Signed<PlanMessage> signed) {
    PlanMessage plan = signed.message();
    return new SitePlan(
        plan.site(),
        plan.plan(),
        plan.attempt(),
        plan.minCohort(),
        plan.rule(),
        plan.rows(),
        plan.rejected(),
        plan.ciphertexts(),
        plan.batches(),
        plan.batchRows(),
        plan.source(),
        signed.signer(),
        signed.signature());
  }

  /** Returns the plan as its site signed it. */
  Signed<PlanMessage> signed(RunTerms terms) {
    PlanMessage message =
        new PlanMessage(
            terms,
            site,
            plan,
            attempt,
            minCohort,
            rule,
            rows,
            rejected,
            ciphertexts,
            batches,
            batchRows,
            source);
    return new Signed<>(message, "", signer, signature);
  }
}
