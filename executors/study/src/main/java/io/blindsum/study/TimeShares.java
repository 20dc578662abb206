package io.blindsum.study;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Where the time of batches went, from their submission to the moment their sum was seen, added up
 * over all batches; several are under way at once.
 *
 * @param waiting until the last site took its part up
 * @param encryption of the slowest site
 * @param transport from the last encryption to the reduction, and from there to the driver
 * @param adding in the cloud
 */
public record TimeShares(
    Duration waiting, Duration encryption, Duration transport, Duration adding) {
  static final TimeShares NONE =
      new TimeShares(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /**
   * Splits the time of one batch.
   *
   * @param encryption of the slowest site
   * @param encrypted when the last site was done
   */
  static TimeShares of(
      Instant submitted,
      Duration encryption,
      Instant encrypted,
      Instant reduced,
      Instant added,
      Instant seen) {
    return new TimeShares(
        between(submitted, encrypted.minus(encryption)),
        encryption,
        between(encrypted, reduced).plus(between(added, seen)),
        between(reduced, added));
  }

  TimeShares plus(TimeShares other) {
    return new TimeShares(
        waiting.plus(other.waiting),
        encryption.plus(other.encryption),
        transport.plus(other.transport),
        adding.plus(other.adding));
  }

  /** Returns the shares in a line for people. */
  public String line() {
    double all = Math.max(1e-9, seconds(waiting.plus(encryption).plus(transport).plus(adding)));
    return String.format(
        Locale.ROOT,
        "time of batches: %.0f %% waiting, %.0f %% encryption, %.0f %% transport, %.0f %% adding",
        100 * seconds(waiting) / all,
        100 * seconds(encryption) / all,
        100 * seconds(transport) / all,
        100 * seconds(adding) / all);
  }

  /** Clocks of different machines may disagree by a little. */
  private static Duration between(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    return time.isNegative() ? Duration.ZERO : time;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
