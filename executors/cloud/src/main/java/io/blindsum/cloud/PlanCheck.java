package io.blindsum.cloud;

import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.KeyContexts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at who signed the plans of a job, before anything is computed with its key. A plan comes
 * again with each batch: the digests of the last ones are kept, so that each is verified once.
 *
 * <p>Safe for use by many threads.
 */
final class PlanCheck {
  private static final int MOST_KEPT = 4_096;
  private static final String PLANS = "plans";

  private final CloudIdentity identity;
  private final KeyContexts<KeyAdder> keys;
  private final Set<String> verified = new LinkedHashSet<>();

  /**
   * Starts to check.
   *
   * @param identity whose sites have to have signed
   * @param keys what looks at the key of a job
   */
  PlanCheck(CloudIdentity identity, KeyContexts<KeyAdder> keys) {
    this.identity = identity;
    this.keys = keys;
  }

  /**
   * Takes the plans of a job.
   *
   * @throws JobException if they are not of one run of the study, or one is not signed by its site,
   *     where the cloud knows any site
   */
  RunPlans take(String run, String study, List<Signed<PlanMessage>> signed) {
    RunPlans plans = RunPlans.of(PLANS, run, study, signed);
    signed.forEach(this::requireSite);
    return plans;
  }

  /**
   * Reads the key of a job, once its plans were taken.
   *
   * @throws JobException if the plans are of another one
   * @throws io.blindsum.paillier.InvalidKeyException if it is none
   */
  PaillierPublicKey keyOf(RunPlans plans, String publicKey) {
    PaillierPublicKey key = keys.admit(publicKey);
    JobException.require(plans.terms().key().equals(key.fingerprint()), PLANS, "of another key");
    return key;
  }

  private void requireSite(Signed<PlanMessage> plan) {
    String digest = plan.digest();
    if (!isKept(digest)) {
      identity.requireSite("plan of site " + plan.message().site(), plan);
      keep(digest);
    }
  }

  private synchronized boolean isKept(String digest) {
    return verified.contains(digest);
  }

  private synchronized void keep(String digest) {
    verified.add(digest);
    if (verified.size() > MOST_KEPT) {
      verified.remove(verified.iterator().next());
    }
  }
}
