package io.blindsum.cloud;

import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.RunPlans;
import io.blindsum.messages.Signed;
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

  private final CloudIdentity identity;
  private final Set<String> verified = new LinkedHashSet<>();

  /**
   * Starts to check.
   *
   * @param identity whose sites have to have signed
   */
  PlanCheck(CloudIdentity identity) {
    this.identity = identity;
  }

  /**
   * Takes the plans of a job.
   *
   * @throws JobException if they are not of one run of the study, or one is not signed by its site,
   *     where the cloud knows any site
   */
  RunPlans take(String run, String study, List<Signed<PlanMessage>> signed) {
    RunPlans plans = RunPlans.of("plans", run, study, signed);
    signed.forEach(this::requireSite);
    return plans;
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
