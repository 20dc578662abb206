package io.blindsum.cli.demo;

import io.blindsum.study.SeedResult;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What came of something that the demo tried.
 *
 * @param name a word for it, as in the JSON result
 * @param tried what was tried
 * @param outcome what came of it
 * @param good whether that is what has to come of it
 */
record DemoOutcome(String name, String tried, String outcome, boolean good) {
  private static final BigInteger SEED_SUM = BigInteger.valueOf(60);

  /** Compares what was decrypted with what was computed in clear. */
  static DemoOutcome equal(DemoCheck... checks) {
    int numbers = Stream.of(checks).mapToInt(DemoCheck::numbers).sum();
    int equal = Stream.of(checks).mapToInt(DemoCheck::equal).sum();
    return new DemoOutcome(
        "equal",
        "decrypted numbers, compared with those computed in clear from all rows",
        String.format(Locale.ROOT, "%,d of %,d equal to the last bit", equal, numbers),
        numbers > 0 && equal == numbers);
  }

  /** Looks for a group of fewer people than may be shown. */
  static DemoOutcome smallGroup(DemoRun run) {
    String mark = "<" + run.minCell();
    long hidden = run.smallGroups();
    long fewer =
        run.groups().stream()
            .filter(group -> group.rows() > 0 && group.rows() < run.minCell())
            .count();
    return new DemoOutcome(
        "small_group",
        "a group of few patients is released",
        "its count is shown as " + mark + ", and nothing else of it",
        hidden == 1 && fewer == 1);
  }

  /** Tells what became of the batch of the executor that was stopped. */
  static DemoOutcome takeover(DemoOutage outage) throws Exception {
    boolean good = outage.wasTakenOver();
    return new DemoOutcome(
        "taken_over",
        "the executor of " + outage.site() + " is stopped in the middle of a batch",
        good ? "another did it again; the totals are exact" : "nobody took over",
        good);
  }

  /** Tells what the example of ColonyOS came to. */
  static DemoOutcome seed(BigInteger sum) {
    return new DemoOutcome(
        "seed_sum",
        "the example of ColonyOS on the same colony, 5 + 55",
        SeedResult.line(sum),
        sum.equals(SEED_SUM));
  }
}
