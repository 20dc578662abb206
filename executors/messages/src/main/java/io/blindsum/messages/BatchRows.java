package io.blindsum.messages;

import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.PaillierPublicKey;

/** How a cohort is cut into batches. */
public final class BatchRows {
  /** The bytes of a batch's frame: about 1 MB when it travels as base64 in JSON. */
  private static final int FRAME_BYTES = 720_000;

  private BatchRows() {}

  /**
   * Returns the rows of a batch: as many as were asked for, or as make a frame of 1 MB; partials
   * are one batch, whatever was asked for.
   *
   * @param asked how many rows, or 0
   */
  public static int of(SlotLayout layout, PaillierPublicKey key, int asked) {
    if (layout.mode() == LayoutMode.PARTIALS) {
      return Math.toIntExact(Math.min(Integer.MAX_VALUE, layout.maxRows()));
    }
    long records = Math.max(1, FRAME_BYTES / key.ciphertextBytes() / layout.plaintextsPerRecord());
    int most = Math.toIntExact(records * layout.lanes());
    return asked == 0 ? most : Math.min(asked, most);
  }
}
