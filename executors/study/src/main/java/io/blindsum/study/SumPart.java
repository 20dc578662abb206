package io.blindsum.study;

import io.blindsum.messages.SiteBatches;
import java.util.List;

/** A part of the sum of a large study: a partial result, or the subtotal of smaller parts. */
interface SumPart {
  /** Returns the text of its message; has it made if it is missing. */
  String text() throws InterruptedException;

  /** Returns which batches have to be in it, of each site once, in the order of their names. */
  List<SiteBatches> sites() throws InterruptedException;

  /** Forgets its message, which a cloud does not take. */
  void refuse();

  /** Returns the place of the part among others. */
  Place place();

  /**
   * A block of batch numbers at some groups of sites.
   *
   * @param from the first number
   * @param width how many numbers there is room for, a power of two
   * @param firstGroup the first group
   * @param lastGroup the last group, inclusive
   */
  record Place(int from, int width, int firstGroup, int lastGroup) {
    /** Returns the name by which the journal knows a subtotal. */
    String name() {
      return from + "+" + width + "/" + firstGroup + ".." + lastGroup;
    }
  }
}
