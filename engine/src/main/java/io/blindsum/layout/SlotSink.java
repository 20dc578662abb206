package io.blindsum.layout;

/** Takes what a row adds to the slots of its group. */
interface SlotSink {
  /**
   * Adds an unsigned value of 128 bits to a slot.
   *
   * @param base the index of the first slot of the row's group
   * @param slot the place of the slot in the group
   */
  void put(int base, int slot, long high, long low);

  /** Is told that the row has no value where a slot counts the rows that have one. */
  default void missing(int base, int slot) {}
}
