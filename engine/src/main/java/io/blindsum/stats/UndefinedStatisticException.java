package io.blindsum.stats;

/** The totals do not define the statistic. The message says why, and names no value. */
public final class UndefinedStatisticException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UndefinedStatisticException(String message) {
    super(message);
  }
}
