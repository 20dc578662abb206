package io.blindsum.service;

import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.protection.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets through what a listed researcher signed for this site or release executor, each order for
 * one process alone. What a server says about who asks counts for nothing here.
 */
public final class JobGuard {
  /** How far ahead an order may end. */
  static final Duration LONGEST = Duration.ofDays(7);

  private final String name;
  private final Set<VerifyingKey> researchers;
  private final Claims claims;

  /**
   * Guards a site, or a release executor.
   *
   * @param name whose it is
   * @param researchers whose orders are taken; if there are none, jobs need no order
   * @param claims where orders are remembered that were used, whatever the clock says
   */
  public JobGuard(String name, Set<VerifyingKey> researchers, Claims claims) {
    this.name = name;
    this.researchers = Set.copyOf(researchers);
    this.claims = claims;
  }

  /**
   * Checks the order of a job.
   *
   * @param process the id of the process; the same process may come again
   * @throws JobException if there is no order, or it is not for this job at this site now
   */
  public void require(String function, Map<String, Object> arguments, String process, Instant now) {
    if (researchers.isEmpty()) {
      return;
    }
    JobOrder order = JobOrder.of(arguments);
    boolean listed = researchers.stream().anyMatch(key -> key.text().equals(order.signer()));
    require(listed, "not of a listed researcher");
    require(order.verifies(function, arguments), "its signature is not over this job");
    require(order.sites().contains(name), "not for " + name);
    Instant expires = Instant.ofEpochSecond(order.expires());
    require(now.isBefore(expires), "it has expired; ask again");
    require(!expires.isAfter(now.plus(LONGEST)), "it is good for too long");
    require(claims.claim(List.of("order", order.nonce()), process), "it was used before");
  }

  private static void require(boolean holds, String problem) {
    JobException.require(holds, JobOrder.ARGUMENT, problem);
  }
}
