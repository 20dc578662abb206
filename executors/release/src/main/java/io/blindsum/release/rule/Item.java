package io.blindsum.release.rule;

/**
 * A count that a report prints of a group.
 *
 * @param of the column or statistic, as it was asked for; empty for the group's rows
 * @param part which of its counts
 * @param index among those
 */
record Item(String of, Part part, int index) {
  /** Which counts of a column or statistic. */
  enum Part {
    /** How many people it is of. */
    N,
    /** One of its cells, categories or bins. */
    CELL,
    /** How many have the higher of two values. */
    ONES,
    /** The people of a stratum. */
    PEOPLE,
    /** The people at risk at the start of a step; the last one at the end of all. */
    AT_RISK,
    /** The events of a step. */
    EVENTS,
    /** The people censored in a step. */
    CENSORED,
    /** All events. */
    OBSERVED;

    /** Tells whether it counts those who have certain values. */
    boolean isCell() {
      return this == CELL || this == ONES || this == PEOPLE;
    }
  }

  static Item n(String of) {
    return new Item(of, Part.N, 0);
  }
}
