package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Chunks;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.BlindingSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Takes blinding values from a folder that was filled while the machine had nothing to do, by this
 * process or another one, since it was booted.
 *
 * <p>No value is used twice: a segment is claimed on stable storage before its first value is read
 * and never opened again, and the key that it is encrypted under exists once, in memory. A folder
 * that is restored from a copy, or read after a boot, gives nothing. Many processes may take from
 * one folder. Whatever a copied machine does, each value is also multiplied by a {@link
 * FreshShare}.
 */
public final class BlindingPoolFile extends StockedBlinding {
  /** Values of one segment: half a MB at 2048 bits. */
  static final int SEGMENT_VALUES = 1024;

  private static final int CHUNK = 64;

  private final Path path;
  private final PoolFolder folder;
  private BlockArray claimed;
  private int next;
  private boolean empty;

  /**
   * What a folder holds.
   *
   * @param fingerprint the key that the values are for
   * @param method the way that they were made
   * @param ready the values that can be taken
   * @param lost the values whose key is gone: taken, or made before the machine was booted
   */
  public record Stock(String fingerprint, String method, long ready, long lost) {}

  private BlindingPoolFile(
      Path path, PoolFolder folder, BlindingSource source, ModularArithmetic arithmetic) {
    super(source, arithmetic);
    this.path = path;
    this.folder = folder;
    this.claimed = BlockArray.allocate(0, source.key().ciphertextBytes());
  }

  /**
   * Opens a folder for taking.
   *
   * @param source makes values when the folder has none left; closed with this. Only values that
   *     were made in the same way are taken
   * @throws PoolException if this machine cannot keep the keys of a pool
   */
  public static BlindingPoolFile open(
      Path path, BlindingSource source, ModularArithmetic arithmetic) {
    return open(path, SegmentKeys.ofThisBoot(), source, arithmetic);
  }

  static BlindingPoolFile open(
      Path path, SegmentKeys keys, BlindingSource source, ModularArithmetic arithmetic) {
    return new BlindingPoolFile(path, new PoolFolder(path, keys), source, arithmetic);
  }

  /**
   * Adds values to a folder, which is made if there is none, on all cores. Values that nobody can
   * read any more are removed from it.
   *
   * @param count at least 1
   * @param progress is told the values written so far
   * @throws PoolException if this machine cannot keep the keys of a pool, or the folder not the
   *     values
   */
  public static void fill(Path path, BlindingSource source, long count, LongConsumer progress) {
    fill(path, SegmentKeys.ofThisBoot(), source, count, progress);
  }

  static void fill(
      Path path, SegmentKeys keys, BlindingSource source, long count, LongConsumer progress) {
    PoolFolder folder = new PoolFolder(path, keys);
    BlockArray values = BlockArray.allocate(SEGMENT_VALUES, source.key().ciphertextBytes());
    try {
      folder.create();
      folder.removeLost();
      for (long done = 0; done < count; ) {
        int some = (int) Math.min(SEGMENT_VALUES, count - done);
        BlockArray segment = values.slice(0, some);
        Chunks.forEach(some, CHUNK, (from, to) -> source.fill(segment.slice(from, to)));
        folder.write(source.key(), source.method(), segment);
        done += some;
        progress.accept(done);
      }
    } catch (IOException e) {
      throw new PoolException(path + ": the pool cannot be written");
    } finally {
      values.wipe();
    }
  }

  /** Returns what a folder holds, by key and method. */
  public static List<Stock> stock(Path path) {
    return stock(path, SegmentKeys.ofThisBoot());
  }

  static List<Stock> stock(Path path, SegmentKeys keys) {
    PoolFolder folder = new PoolFolder(path, keys);
    try {
      List<PoolSegment> ready = folder.segments(true);
      List<PoolSegment> lost = folder.segments(false);
      return Stream.concat(ready.stream(), lost.stream())
          .map(segment -> List.of(segment.fingerprint(), segment.method()))
          .distinct()
          .map(kind -> new Stock(kind.get(0), kind.get(1), count(ready, kind), count(lost, kind)))
          .toList();
    } catch (IOException e) {
      throw new PoolException(path + ": the pool cannot be read");
    }
  }

  private static long count(List<PoolSegment> segments, List<String> kind) {
    return segments.stream()
        .filter(segment -> List.of(segment.fingerprint(), segment.method()).equals(kind))
        .mapToLong(PoolSegment::count)
        .sum();
  }

  @Override
  synchronized int take(BlockArray units) {
    int taken = 0;
    while (taken < units.count() && (next < claimed.count() || claimNext())) {
      units.copy(taken, claimed, next);
      claimed.slice(next, next + 1).wipe();
      taken++;
      next++;
    }
    return taken;
  }

  private boolean claimNext() {
    if (empty) {
      return false;
    }
    try {
      Optional<BlockArray> values = folder.claim(key(), method());
      empty = values.isEmpty();
      values.ifPresent(
          segment -> {
            claimed = segment;
            next = 0;
          });
      return !empty;
    } catch (IOException e) {
      throw new PoolException(path + ": the pool cannot be read");
    }
  }

  @Override
  public synchronized void close() {
    claimed.wipe();
    super.close();
  }
}
