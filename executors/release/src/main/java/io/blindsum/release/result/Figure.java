package io.blindsum.release.result;

/**
 * One number of a result.
 *
 * @param column what it is
 * @param value the number, or why it is not there
 */
public record Figure(Column column, Value value) implements Member {
  /** Returns a figure that is shown. */
  public static Figure shown(Column column, Number number) {
    return new Figure(column, new Value.Shown(number));
  }

  /** Returns a figure that the totals do not define. */
  public static Figure undefined(Column column) {
    return new Figure(column, new Value.Undefined());
  }

  /** Tells whether it is kept back. */
  public boolean isHidden() {
    return value instanceof Value.Hidden;
  }

  /** Tells whether the totals define no such number. */
  public boolean isUndefined() {
    return value instanceof Value.Undefined;
  }

  /** Returns the number to draw; NaN if there is none to show. */
  public double number() {
    return value.number().map(Number::doubleValue).orElse(Double.NaN);
  }

  /** Returns what is printed in place of a hidden number; empty if it is not hidden. */
  public String mark() {
    return value instanceof Value.Hidden hidden ? hidden.mark() : "";
  }
}
