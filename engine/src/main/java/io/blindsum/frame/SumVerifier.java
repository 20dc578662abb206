package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks a result against the frames that it is said to be the sum of, without a key: that these
 * are the streams of its manifest, every byte of them, each once and none missing; and, by adding
 * them again, that the result is their product and nothing more. Not for use by several threads.
 */
public final class SumVerifier implements AutoCloseable {
  private final String name;
  private final FrameHeader header;
  private final BlockArray totals;
  private final String digest;
  private final Map<String, SummedStream> missing = new LinkedHashMap<>();
  private final boolean full;
  private final FrameSum sum;
  private final @Nullable UnaryOperator<Manifest> fold;
  private final Map<String, SummedStream> folded = new LinkedHashMap<>();

  private SumVerifier(
      FrameReader result,
      boolean full,
      ModularArithmetic arithmetic,
      @Nullable UnaryOperator<Manifest> fold) {
    this.fold = fold;
    this.name = result.name();
    this.header = result.header();
    if (header.kind() != FrameKind.RESULT) {
      throw new FrameMismatchException(name, "kind", "totals", "records");
    }
    this.totals = totals(result);
    this.digest = result.totals().digest();
    this.full = full;
    this.sum = FrameSum.of(arithmetic);
    header.manifest().streams().forEach(stream -> missing.put(stream.streamId(), stream));
  }

  /**
   * Reads a result to its end.
   *
   * @param full whether the frames are added again, which takes as long as the sum took
   * @throws FrameException if it is damaged or holds records
   */
  public static SumVerifier of(FrameReader result, boolean full, ModularArithmetic arithmetic) {
    return new SumVerifier(result, full, arithmetic, null);
  }

  /**
   * Reads a result whose manifest does not list the frames, but what stands for them.
   *
   * @param fold what the manifest has to be for a list of frames; throws {@link
   *     IllegalArgumentException} in one line if there is none
   * @see #of(FrameReader, boolean, ModularArithmetic)
   */
  public static SumVerifier folded(
      FrameReader result,
      boolean full,
      ModularArithmetic arithmetic,
      UnaryOperator<Manifest> fold) {
    return new SumVerifier(result, full, arithmetic, fold);
  }

  public FrameHeader header() {
    return header;
  }

  /** Returns the encrypted totals of the result, one a position. */
  public BlockArray totals() {
    return totals;
  }

  /** Returns the digest of the result's trailer, which stands for every byte of it. */
  public String digest() {
    return digest;
  }

  /**
   * Checks one frame, of which only the header was read.
   *
   * @throws FrameException if it is damaged, does not fit the result, or is not what the manifest
   *     says of it
   */
  public void add(FrameReader frame, FrameProgress progress) {
    HeaderComparison.requireSummable(frame.name(), header, frame.header());
    if (fold != null) {
      SummedStream found = SummedStream.of(frame.header(), read(frame, progress));
      if (folded.put(found.streamId(), found) != null) {
        throw new FrameMismatchException(
            frame.name(), "stream", "one of those that " + name + " is of", "a copy");
      }
      return;
    }
    SummedStream stream = missing.remove(frame.header().streamId());
    if (stream == null) {
      throw new FrameMismatchException(
          frame.name(), "stream", "one of those that " + name + " lists", "another one or a copy");
    }
    SummedStream found = SummedStream.of(frame.header(), read(frame, progress));
    if (!found.equals(stream)) {
      throw new FrameMismatchException(
          frame.name(),
          "stream " + stream.streamId().substring(0, 8),
          describe(stream),
          describe(found));
    }
  }

  /**
   * Ends the check.
   *
   * @throws FrameMismatchException if a stream of the manifest was not among the frames, or, in a
   *     full check, the result is not their sum
   */
  public void finish() {
    requireAll();
    if (full && !sum.result().blocks().bytes().equals(totals.bytes())) {
      throw new FrameMismatchException(
          name, "totals", "the product of the frames", "other ciphertexts");
    }
  }

  /**
   * Ends the full check of a result that was re-randomised: its ciphertexts are others than the
   * product, and only the private key tells whether they open to the same totals.
   *
   * @param product SHA-256 over the product of the frames, as its maker states it
   * @return the product, one ciphertext a position
   * @throws FrameMismatchException if a stream of the manifest was not among the frames, or their
   *     product is another
   */
  public BlockArray finishReleased(String product) {
    requireAll();
    FrameSumResult result = sum.result();
    if (!result.productDigest().equals(product)) {
      throw new FrameMismatchException(name, "product", "that of the frames", "another one");
    }
    return result.blocks();
  }

  private void requireAll() {
    if (fold != null) {
      requireFolded(fold);
      return;
    }
    for (SummedStream stream : missing.values()) {
      throw new FrameMismatchException(
          name,
          "frames",
          "stream " + stream.streamId().substring(0, 8) + " of site '" + stream.site() + "' too",
          "none");
    }
  }

  private void requireFolded(UnaryOperator<Manifest> folding) {
    if (!folding.apply(listed()).equals(header.manifest())) {
      throw new FrameMismatchException(name, "frames", "those that it is of", "others");
    }
  }

  private Manifest listed() {
    try {
      return new Manifest(List.copyOf(folded.values()));
    } catch (IllegalArgumentException e) {
      throw new FrameMismatchException(name, "frames", "each batch once", "one of them twice");
    }
  }

  private FrameTotals read(FrameReader frame, FrameProgress progress) {
    if (full) {
      return sum.add(frame, progress);
    }
    while (frame.next() != null) {
      // the reader checks each batch
    }
    return frame.totals();
  }

  private static BlockArray totals(FrameReader result) {
    FrameBatch batch = result.next();
    if (batch == null || result.next() != null) {
      throw new CorruptFrameException(result.name(), "a result has one batch");
    }
    return batch.ciphertexts();
  }

  private static String describe(SummedStream stream) {
    return "%s rows in %s batches of site '%s', digest %s"
        .formatted(stream.rows(), stream.batches(), stream.site(), stream.digest().substring(0, 8));
  }

  @Override
  public void close() {
    sum.close();
  }
}
