package io.blindsum.paillier;

/**
 * A growing set of 128-bit numbers that are uniformly distributed: 16 bytes each, in one table that
 * is searched from the place that a number points to, and at most three quarters full.
 */
final class FingerprintSet {
  private static final int FIRST_SLOTS = 1 << 10;

  /** Two words a slot; a slot of two zeros is free. */
  private long[] table = new long[2 * FIRST_SLOTS];

  private int size;

  int size() {
    return size;
  }

  boolean contains(long high, long low) {
    int slot = find(table, high, notFree(high, low));
    return !isFree(table, slot);
  }

  /** Adds a number; returns false if it is there already. */
  boolean add(long high, long low) {
    long kept = notFree(high, low);
    int slot = find(table, high, kept);
    if (!isFree(table, slot)) {
      return false;
    }
    put(table, slot, high, kept);
    size++;
    if (4L * size > 3L * slots(table)) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[2 * (slots(table) + slots(table) / 2)];
    for (int slot = 0; slot < slots(table); slot++) {
      if (!isFree(table, slot)) {
        long high = table[2 * slot];
        long low = table[2 * slot + 1];
        put(larger, find(larger, high, low), high, low);
      }
    }
    table = larger;
  }

  /** Returns the slot of a number, or the free one where it belongs. */
  private static int find(long[] table, long high, long low) {
    // the top 32 bits as a fraction of the table
    int slot = (int) (((high >>> 32) * slots(table)) >>> 32);
    while (!isFree(table, slot) && !(table[2 * slot] == high && table[2 * slot + 1] == low)) {
      slot = slot + 1 == slots(table) ? 0 : slot + 1;
    }
    return slot;
  }

  private static void put(long[] table, int slot, long high, long low) {
    table[2 * slot] = high;
    table[2 * slot + 1] = low;
  }

  private static boolean isFree(long[] table, int slot) {
    return table[2 * slot] == 0 && table[2 * slot + 1] == 0;
  }

  private static int slots(long[] table) {
    return table.length / 2;
  }

  private static long notFree(long high, long low) {
    return high == 0 && low == 0 ? 1 : low;
  }
}
