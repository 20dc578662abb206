package io.blindsum.question;

import io.blindsum.encoding.SpecificationException;

/** A column of 0 and 1 that says whether something happened. */
final class EventColumn {
  private static final String EVENT = "1";

  private EventColumn() {}

  /**
   * Checks the values of a column.
   *
   * @param statistic that needs it, for the message
   */
  static void require(String statistic, ExactGroups event) {
    if (event.size() != 2 || indexOfEvent(event) < 0) {
      throw new SpecificationException(
          "%s of '%s': an event column is int[0..1] or cat{0,1}"
              .formatted(statistic, event.column()));
    }
  }

  /** Returns which of the two values is the event, 0 or 1. */
  static int indexOfEvent(ExactGroups event) {
    return TableSpec.labels(event).indexOf(EVENT);
  }
}
