package io.blindsum.messages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Counts the batches of a sum, so that every batch of every plan is in it once, and each plan's
 * rows, rows left out and ciphertexts are those of its batches. What it remembers grows with what
 * is counted, not with what a plan claims.
 */
public final class BatchTally {
  private final RunPlans plans;
  private final Set<BatchName> seen = new HashSet<>();
  private final Map<String, Sums> sums = new HashMap<>();

  /** What a site's batches came to. */
  private static final class Sums {
    private int batches;
    private long rows;
    private long rejected;
    private long ciphertexts;
  }

  /** Starts to count. */
  public BatchTally(RunPlans plans) {
    this.plans = plans;
  }

  /**
   * Counts a batch.
   *
   * @param where what it is part of; opens every message about it
   * @throws MessageException if it is of no plan, or was counted before
   */
  public void add(String where, BatchMessage batch) {
    BatchName name = batch.name();
    boolean ours =
        batch.run().equals(plans.terms().run())
            && batch.study().equals(plans.terms().study())
            && batch.key().equals(plans.terms().key())
            && plans.of(name).isPresent();
    Check.require(ours && seen.add(name), where, name.title() + " is there twice or not expected");
    Sums sum = sums.computeIfAbsent(batch.site(), site -> new Sums());
    sum.batches++;
    sum.rows += batch.rows();
    sum.rejected += batch.rejected();
    sum.ciphertexts += batch.ciphertexts();
  }

  /**
   * Ends the count.
   *
   * @throws MessageException naming the first batch that was not counted, or the site whose batches
   *     are not what it planned
   */
  public void finish(String where) {
    for (PlanMessage plan : plans.plans()) {
      Sums sum = sums.getOrDefault(plan.site(), new Sums());
      if (sum.batches < plan.batches()) {
        BatchName first =
            IntStream.range(0, plan.batches())
                .mapToObj(plan::batch)
                .filter(name -> !seen.contains(name))
                .findFirst()
                .orElseThrow();
        int more = plan.batches() - sum.batches - 1;
        throw new MessageException(
            where, first.title() + " is not in it" + (more == 0 ? "" : " (and " + more + " more)"));
      }
      String batches = "the batches of site " + plan.site() + " have not the ";
      Check.require(sum.rows == plan.rows(), where, batches + "rows of its plan");
      Check.require(sum.rejected == plan.rejected(), where, batches + "left-out rows of its plan");
      Check.require(
          sum.ciphertexts == plan.ciphertexts(), where, batches + "ciphertexts of its plan");
    }
  }
}
