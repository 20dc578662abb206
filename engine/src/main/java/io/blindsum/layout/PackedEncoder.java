package io.blindsum.layout;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.EncodingOverflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Streams rows into plaintext blocks, with no object a row.
 *
 * <pre>{@code
 * encoder.start(blocks);
 * while (rows remain) {
 *   if (encoder.add(row) == 0) {          // full: finish, hand over, start on the next
 *     ...
 *   }
 * }
 * int used = encoder.finish();            // blocks [0, used) are written
 * }</pre>
 *
 * <p>One encoder admits at most {@link SlotLayout#maxRows} rows. Not for use by several threads at
 * once; several encoders, each with its own rows, can be.
 */
public final class PackedEncoder {
  private final SlotLayout layout;
  private final SlotPlaces places;
  private final SlotPacker[] packers;
  private final RowTerms terms;
  private final SlotSink sink = this::put;
  private final int[] widths;
  private final int recordBits;
  private final int lanes;

  private @Nullable ByteBuffer target;
  private long rows;
  private int room;
  // records in the plaintexts that are not yet written
  private int unwritten;
  private int blocks;

  private PackedEncoder(SlotLayout layout) {
    this.layout = layout;
    this.places = layout.places();
    this.packers = new SlotPacker[places.plaintexts()];
    for (int i = 0; i < packers.length; i++) {
      packers[i] = new SlotPacker(layout.capacityBits());
    }
    this.terms = new RowTerms(layout);
    this.widths = layout.slots().stream().mapToInt(Slot::bits).toArray();
    this.recordBits = layout.recordBits();
    this.lanes = layout.lanes();
  }

  public static PackedEncoder of(SlotLayout layout) {
    return new PackedEncoder(layout);
  }

  /**
   * Begins to write at the first block of an array.
   *
   * @param blocks of {@link SlotLayout#plaintextBytes()} each, room for at least one row
   * @return how many rows fit
   * @throws IllegalStateException if the array before was not finished
   */
  public int start(BlockArray blocks) {
    if (target != null) {
      throw new IllegalStateException("the blocks before are not finished");
    }
    int records = blocks.count() / places.plaintexts();
    if (blocks.blockBytes() != layout.plaintextBytes() || records == 0) {
      throw new IllegalArgumentException(
          "%s blocks of %s bytes: at least %s of %s expected"
              .formatted(
                  blocks.count(),
                  blocks.blockBytes(),
                  places.plaintexts(),
                  layout.plaintextBytes()));
    }
    this.target = blocks.bytes();
    this.blocks = 0;
    this.unwritten = 0;
    this.room =
        Math.toIntExact(
            Math.min(Integer.MAX_VALUE, Math.multiplyExact(records, layout.recordsPerPlaintext())));
    return room;
  }

  /**
   * Adds a row and clears it.
   *
   * @return how many more rows fit into the blocks
   * @throws IllegalStateException if the blocks are full or not started, or a field was not set
   * @throws EncodingOverflowException if there were {@link SlotLayout#maxRows} rows before
   */
  public int add(RowBuffer row) {
    if (room == 0 || target == null) {
      throw new IllegalStateException("no room for a row; start new blocks");
    }
    if (!row.layout().equals(layout)) {
      throw new IllegalArgumentException("the row is of another layout");
    }
    if (rows == layout.maxRows()) {
      layout.requireRows(rows, 1);
    }
    row.requireComplete();
    terms.place(row, sink);
    row.clear();
    rows++;
    room--;
    unwritten++;
    if (unwritten == layout.recordsPerPlaintext()) {
      flush(target);
    }
    return room;
  }

  /**
   * Ends the blocks, of which the last may hold fewer records than fit.
   *
   * @return how many were written
   */
  public int finish() {
    if (target == null) {
      throw new IllegalStateException("no blocks were started");
    }
    if (unwritten > 0) {
      flush(target);
    }
    target = null;
    room = 0;
    return blocks;
  }

  private void put(int base, int slot, long high, long low) {
    int index = base + slot;
    // with one lane alone the records of a plaintext are added up
    int lane = lanes == 1 ? 0 : unwritten;
    int bit = lane * recordBits + places.bit(index);
    packers[places.plaintext(index)].add(bit, widths[slot], high, low);
  }

  private void flush(ByteBuffer bytes) {
    int blockBytes = layout.plaintextBytes();
    for (SlotPacker packer : packers) {
      packer.writeTo(bytes, blocks * blockBytes, blockBytes);
      packer.clear();
      blocks++;
    }
    unwritten = 0;
  }
}
