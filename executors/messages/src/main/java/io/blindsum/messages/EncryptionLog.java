package io.blindsum.messages;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log line of a process that encrypted a batch, for people and for the driver's account of
 * time.
 */
public final class EncryptionLog {
  private static final Pattern SECONDS = Pattern.compile("encrypted in ([0-9]{1,6}\\.[0-9]{3}) s$");

  private EncryptionLog() {}

  /** Returns the line, such as {@code batch 3 of site r1: 8192 rows encrypted in 1.250 s}. */
  public static String line(BatchName batch, long rows, Duration time) {
    return String.format(
        Locale.ROOT, "%s: %d rows encrypted in %.3f s", batch.title(), rows, time.toNanos() / 1e9);
  }

  /** Returns the time that a line tells; empty for any other line. */
  public static Optional<Duration> time(String line) {
    Matcher matcher = SECONDS.matcher(line);
    return matcher.find()
        ? Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * 1e9)))
        : Optional.empty();
  }
}
