package io.blindsum.messages;

import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.PaillierPublicKey;

/** How a cohort is cut into batches. */
public final class FrameRows {
  /** The bytes of a batch's frame that travels in a message: about 1 MB there, as base64. */
  public static final int MESSAGE_BYTES = 720_000;

  /** The bytes of a batch's frame that is an object: the server's work is for each batch. */
  public static final int FILE_BYTES = 4_000_000;

  private FrameRows() {}

  /**
   * Returns the rows of a batch: as many as were asked for, or as make a frame of so many bytes;
   * partials are one batch, whatever was asked for.
   *
   * @param asked how many rows, or 0
   * @param frameBytes one of those above
   */
  public static int of(SlotLayout layout, PaillierPublicKey key, int asked, int frameBytes) {
    if (layout.mode() == LayoutMode.PARTIALS) {
      return Math.toIntExact(Math.min(Integer.MAX_VALUE, layout.maxRows()));
    }
    long records = Math.max(1, frameBytes / key.ciphertextBytes() / layout.plaintextsPerRecord());
    int most = Math.toIntExact(records * layout.lanes());
    return asked == 0 ? most : Math.min(asked, most);
  }
}
