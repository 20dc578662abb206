package io.blindsum.hospital;

import io.blindsum.colony.ProcessContext;
import io.blindsum.messages.Functions;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells the colony how far a plan is, every few seconds; never with a count that is below the
 * site's minimum.
 */
public final class Progress {
  private static final long ROUND = 1_000;
  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

  private final ProcessContext context;
  private final String site;
  private final int minimum;
  private final long start = System.nanoTime();
  private long last = start;

  Progress(ProcessContext context, String site, int minimum) {
    this.context = context;
    this.site = site;
    this.minimum = minimum;
  }

  public void update(long rows) {
    long now = System.nanoTime();
    // a round number: nothing is decided about the cohort yet
    long told = rows / ROUND * ROUND;
    if (told < Math.max(minimum, ROUND) || now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    double perSecond = told / ((now - start) / 1e9);
    String line =
        String.format(Locale.ROOT, "site %s read %,d rows, %,.0f rows/s", site, told, perSecond);
    context.log(line);
    if (context.process().spec().channels().contains(Functions.PROGRESS_CHANNEL)) {
      context.progress(Functions.PROGRESS_CHANNEL, line);
    }
  }
}
