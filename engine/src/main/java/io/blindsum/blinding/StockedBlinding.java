package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPublicKey;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Blinds with values that were made earlier as long as there are some, and with new ones then. Each
 * value is taken once, and multiplied by a {@link FreshShare} when it is.
 */
public abstract sealed class StockedBlinding implements BlindingSource
    permits BlindingPool, BlindingPoolFile {
  private final BlindingSource source;
  private final FreshShare share;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Makes the common part.
   *
   * @param source makes values when the stock is empty; closed with this
   */
  StockedBlinding(BlindingSource source, ModularArithmetic arithmetic) {
    this.source = source;
    this.share = new FreshShare(source.key(), arithmetic);
  }

  /**
   * Moves values from the stock to the first blocks, and forgets them.
   *
   * @return how many there were
   */
  abstract int take(BlockArray units);

  /** Called when an encryption begins. */
  void begin() {}

  /** Called when it ends. */
  void end() {}

  /** Returns what makes new values. */
  final BlindingSource source() {
    return source;
  }

  /** Returns how many values came from the stock. */
  public final long taken() {
    return taken.get();
  }

  @Override
  public final PaillierPublicKey key() {
    return source.key();
  }

  @Override
  public final String method() {
    return source.method();
  }

  @Override
  public final void fill(BlockArray units) {
    begin();
    try {
      int count = takeCounted(units);
      share.multiply(units.slice(0, count));
      source.fill(units.slice(count, units.count()));
    } finally {
      end();
    }
  }

  @Override
  public final void encrypt(SquareRing ring, BlockArray plaintexts, BlockArray out) {
    begin();
    BlockArray units = BlockArray.allocate(out.count(), out.blockBytes());
    try {
      int count = takeCounted(units);
      share.encrypt(plaintexts.slice(0, count), units.slice(0, count), out.slice(0, count));
      source.encrypt(ring, plaintexts.slice(count, out.count()), out.slice(count, out.count()));
    } finally {
      units.wipe();
      end();
    }
  }

  private int takeCounted(BlockArray units) {
    int count = take(units);
    taken.addAndGet(count);
    return count;
  }

  @Override
  public void close() {
    share.close();
    source.close();
  }
}
