package io.blindsum.release.audit;

/**
 * A whole number that follows from the records: a count of people that a report prints, or one that
 * its reader could work out.
 *
 * @param name for messages
 * @param value at least 0
 * @param role what the report does with it
 * @param loss what it costs to hide it, against 1 for a cell of a table; 0 if it is not printed
 * @param zeroIsSmall whether a 0 is as much a secret as a small count
 */
public record Quantity(String name, long value, Role role, int loss, boolean zeroIsSmall) {
  /** What a report does with a quantity. */
  public enum Role {
    /** It is printed, and may be hidden. */
    PRINTED,
    /** Its reader knows it anyway. */
    KNOWN,
    /** It is not printed, but a small one is as much a secret as if it were. */
    IMPLIED,
    /** It is not printed, and nobody knows its value, not even who prints the report. */
    LATENT
  }

  /** Checks the value. */
  public Quantity {
    if (value < 0) {
      throw new IllegalArgumentException(name + ": a count of people is at least 0");
    }
  }

  /** Makes a quantity of which a 0 is no secret. */
  public Quantity(String name, long value, Role role, int loss) {
    this(name, value, role, loss, false);
  }

  /** Tells whether it counts people, but fewer than may be shown. */
  public boolean isSmall(long least) {
    return (value > 0 || zeroIsSmall) && value < least;
  }
}
