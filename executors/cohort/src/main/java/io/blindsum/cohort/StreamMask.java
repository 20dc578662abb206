package io.blindsum.cohort;

import io.blindsum.arith.BlockArray;
import io.blindsum.protection.ZeroSumMask;

/** Masks the batches of one stream, in order; see {@link ZeroSumMask}. */
public final class StreamMask {
  private final ZeroSumMask mask;
  private final int positions;
  private long records;

  /**
   * Starts at the beginning of a stream, or where an interrupted run goes on.
   *
   * @param mask stays open
   * @param positions plaintexts that make one record
   * @param records those that were masked before
   */
  public StreamMask(ZeroSumMask mask, int positions, long records) {
    this.mask = mask;
    this.positions = positions;
    this.records = records;
  }

  /**
   * Masks the next batch in place.
   *
   * @param plaintexts position by position
   * @param last whether no other batch follows
   */
  void add(BlockArray plaintexts, boolean last) {
    int each = plaintexts.count() / positions;
    for (int i = 0; i < positions; i++) {
      mask.add(plaintexts.slice(i * each, (i + 1) * each), i, records, last);
    }
    records += each;
  }
}
