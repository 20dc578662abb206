package io.blindsum.workflow;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a site's plan came to.
 *
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param rows how many rows its batches hold
 * @param batches how many batches there are
 */
public record SitePlan(String site, String plan, @Count long rows, int batches) {
  public SitePlan {
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.notNegative("rows", rows);
    Check.positive("batches", batches);
  }

  /** Shortens a plan. */
  public static SitePlan of(PlanMessage plan) {
    return new SitePlan(plan.site(), plan.plan(), plan.rows(), plan.batches());
  }

  /** Returns the name of a batch. */
  public BatchName batch(int number) {
    return new BatchName(site, plan, number);
  }

  /** Returns the names of all its batches. */
  public List<BatchName> batchNames() {
    return IntStream.range(0, batches).mapToObj(this::batch).toList();
  }
}
