package io.blindsum.cloud;

import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PlanMessage;
import io.blindsum.study.RunListener;
import io.blindsum.study.TimeShares;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes how far a run is into the log of its process, a line in a few seconds at most. */
final class LoggedProgress implements RunListener {
  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final ProcessContext context;
  private final Map<String, Long> totals = new HashMap<>();
  private long last = System.nanoTime();

  LoggedProgress(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void planned(PlanMessage plan) {
    totals.put(plan.site(), plan.rows());
    context.log("site " + plan.site() + ": " + plan.batches() + " batches");
  }

  @Override
  public void missing(MissingSite site) {
    context.log("site " + site.site() + " contributes nothing: " + site.reason());
  }

  @Override
  public void progress(String site, long rows) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      long total = Math.max(1, totals.getOrDefault(site, rows));
      context.log(String.format(Locale.ROOT, "site %s %d %%", site, 100 * rows / total));
    }
  }

  @Override
  public void repeated(String batch, String reason) {
    context.log(batch + " is done again: " + reason);
  }

  @Override
  public void waiting(String line) {
    context.log(line);
  }

  @Override
  public void finished(TimeShares shares) {
    context.log(shares.line());
  }
}
