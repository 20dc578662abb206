package io.blindsum.frame;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.PaillierPublicKey;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds frames of records and of totals under encryption, each record once.
 *
 * <p>The first frame decides the key, study, layout, room for rows and protection; a frame of
 * another is refused. A frame counts as a whole: one that is refused at its last byte leaves the
 * sum as it was. Not for use by several threads; it uses all cores itself.
 *
 * <p>A weighted sum adds {@code w_i} times each record, for public integers {@code w_i}. It takes
 * frames of unmasked records only: masks cancel over the sum of the records as they are, and under
 * weights they do not.
 */
public final class FrameSum implements AutoCloseable {
  private final ModularArithmetic arithmetic;
  private Manifest manifest = Manifest.empty();
  private List<Ciphertext> totals = List.of();
  private @Nullable FrameHeader first;
  private @Nullable PositionSums sums;
  private final @Nullable WeightTally weights;
  private boolean repeatsAllowed;
  private boolean outOfStep;

  private FrameSum(ModularArithmetic arithmetic, @Nullable WeightTally weights) {
    this.arithmetic = arithmetic;
    this.weights = weights;
  }

  public static FrameSum of(ModularArithmetic arithmetic) {
    return new FrameSum(arithmetic, null);
  }

  /**
   * Starts a weighted sum. After a frame that was refused it takes no other, as nobody knows which
   * weight is the next record's.
   *
   * @param weights one a record, over all frames in the order they are added
   */
  public static FrameSum weighted(ModularArithmetic arithmetic, RecordWeights weights) {
    return new FrameSum(arithmetic, new WeightTally(weights));
  }

  /** Takes streams of the same rows, too: those of other people who have the same values. */
  public FrameSum allowRepeats() {
    repeatsAllowed = true;
    return this;
  }

  /**
   * Adds the frame of a file; see {@link #add(FrameReader, FrameProgress)}.
   *
   * @return what was in it
   */
  public FrameTotals add(Path file, FrameProgress progress) {
    try (FrameReader reader = FrameReader.open(file)) {
      return add(reader, progress);
    }
  }

  /**
   * Adds a frame of which only the header was read; reads the next batch while it sums one.
   *
   * @return what was in it
   * @throws FrameMismatchException if it is of another key, study, layout, ... or has more rows
   *     than there is room for
   * @throws DuplicateStreamException if some of its records are in the sum already
   * @throws CorruptFrameException if a byte was altered, anything is missing, or a ciphertext is
   *     not a unit modulo n^2
   */
  public FrameTotals add(FrameReader frame, FrameProgress progress) {
    FrameHeader header = frame.header();
    if (first != null) {
      HeaderComparison.requireSummable(frame.name(), first, header);
    }
    requireNew(frame.name(), apart(header.manifest()));
    PositionSums engine = sums(header.key(), header.positions());
    List<Ciphertext> sum =
        weights == null
            ? engine.sum(frame, progress)
            : weightedSum(engine, frame, progress, weights);

    FrameTotals counts = frame.totals();
    Manifest summed =
        apart(
            header.kind() == FrameKind.RESULT
                ? header.manifest()
                : Manifest.of(SummedStream.of(header, counts)));
    requireNew(frame.name(), summed);
    requireRoom(frame.name(), header.maxRows(), summed.rows());
    totals = first == null ? sum : engine.add(totals, sum);
    manifest = manifest.plus(summed);
    first = first == null ? header : first;
    outOfStep = false;
    return counts;
  }

  private Manifest apart(Manifest other) {
    return repeatsAllowed ? manifest.apart(other) : other;
  }

  private List<Ciphertext> weightedSum(
      PositionSums engine, FrameReader frame, FrameProgress progress, WeightTally tally) {
    FrameHeader header = frame.header();
    if (outOfStep) {
      throw new IllegalStateException("a frame was refused; start the weighted sum again");
    }
    if (header.kind() != FrameKind.RECORDS) {
      throw new FrameMismatchException(frame.name(), "kind", "RECORDS to be weighted", "RESULT");
    }
    if (header.protection() == Protection.MASKED) {
      throw new FrameMismatchException(
          frame.name(),
          "protection",
          "no masks, as they do not cancel under weights",
          header.protection().name());
    }
    outOfStep = true;
    List<Ciphertext> sum = engine.weightedSum(frame, progress, tally);
    tally.end(header.streamId());
    return sum;
  }

  /**
   * Returns the sum of all frames so far.
   *
   * @throws IllegalStateException if there was none
   */
  public FrameSumResult result() {
    if (first == null) {
      throw new IllegalStateException("no frame was added");
    }
    return new FrameSumResult(
        first, totals, manifest, weights == null ? first.weights() : weights.totals());
  }

  @Override
  public void close() {
    if (sums != null) {
      sums.close();
    }
  }

  private PositionSums sums(PaillierPublicKey key, int positions) {
    PositionSums engine = sums;
    if (engine != null && first == null) {
      // made for a frame that was refused
      engine.close();
      engine = null;
    }
    if (engine == null) {
      engine = new PositionSums(key, positions, arithmetic);
      sums = engine;
    }
    return engine;
  }

  private void requireNew(String frame, Manifest other) {
    manifest
        .shared(other)
        .ifPresent(
            stream -> {
              throw new DuplicateStreamException(frame, stream);
            });
  }

  private void requireRoom(String frame, long maxRows, long rows) {
    if (rows > maxRows - manifest.rows()) {
      throw new FrameMismatchException(
          frame,
          "rows",
          "at most " + (maxRows - manifest.rows()) + " more of " + maxRows,
          Long.toString(rows));
    }
  }
}
