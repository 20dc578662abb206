package io.blindsum.cli.command;

import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;

/** How many rows {@code encrypt} takes between two checkpoints, unless it is told otherwise. */
final class BatchRows {
  /** Ciphertexts of a batch: seconds of work, some MB. */
  private static final int CIPHERTEXTS = 4096;

  /** How often a batch of partials ends: what is done is written, and told. */
  private static final int PARTIALS_ROWS = 500_000;

  private BatchRows() {}

  static int of(SlotLayout layout) {
    long records = Math.max(1, CIPHERTEXTS / layout.plaintextsPerRecord());
    return layout.mode() == LayoutMode.PARTIALS
        ? PARTIALS_ROWS
        : Math.toIntExact(records * layout.lanes());
  }

  /** Returns the ciphertexts of all batches of so many rows. */
  static long ciphertexts(SlotLayout layout, long rows) {
    long batch = of(layout);
    return rows / batch * layout.plaintexts(batch) + layout.plaintexts(rows % batch);
  }
}
