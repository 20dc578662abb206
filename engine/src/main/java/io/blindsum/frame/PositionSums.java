package io.blindsum.frame;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.Chunks;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Evaluator;
import io.blindsum.paillier.InvalidCiphertextException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.reduce.CiphertextReducer;
import io.blindsum.reduce.WeightedSum;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sums one frame position by position on all cores, while a thread of its own reads ahead. */
final class PositionSums implements AutoCloseable {
  private final PaillierPublicKey key;
  private final int positions;
  private final CiphertextReducer reducer;
  private final Evaluator evaluator;
  private final ExecutorService reading = Executors.newSingleThreadExecutor(PositionSums::daemon);

  PositionSums(PaillierPublicKey key, int positions, ModularArithmetic arithmetic) {
    this.key = key;
    this.positions = positions;
    this.reducer = CiphertextReducer.of(key, arithmetic);
    this.evaluator = Evaluator.of(key, arithmetic);
  }

  /** Reads a frame to its end and returns one total a position. */
  List<Ciphertext> sum(FrameReader frame, FrameProgress progress) {
    Ciphertext[] totals = zeros();
    forEachBatch(
        frame,
        progress,
        batch ->
            forEachPosition(
                batch,
                frame.name(),
                (position, ciphertexts) ->
                    totals[position] = evaluator.add(totals[position], reducer.sum(ciphertexts))));
    return List.of(totals);
  }

  /** As {@link #sum(FrameReader, FrameProgress)}, with every record times its weight. */
  List<Ciphertext> weightedSum(FrameReader frame, FrameProgress progress, WeightTally tally) {
    Ciphertext[] positive = zeros();
    Ciphertext[] negative = zeros();
    forEachBatch(
        frame,
        progress,
        batch -> {
          int records = records(batch);
          requireOneRowEach(frame.name(), batch, records);
          long[] weights = tally.take(frame.name(), frame.header(), records);
          forEachPosition(
              batch,
              frame.name(),
              (position, ciphertexts) -> {
                WeightedSum sum = reducer.weightedSum(ciphertexts, weights);
                positive[position] = evaluator.add(positive[position], sum.positive());
                negative[position] = evaluator.add(negative[position], sum.negative());
              });
        });
    return IntStream.range(0, positions)
        .mapToObj(i -> evaluator.add(positive[i], evaluator.negate(negative[i])))
        .toList();
  }

  private static void requireOneRowEach(String frame, FrameBatch batch, int records) {
    if (batch.rows() != records) {
      throw new FrameMismatchException(
          frame, "rows of batch " + batch.index(), records + ", one a record", "" + batch.rows());
    }
  }

  private Ciphertext[] zeros() {
    BlockArray nothing = BlockArray.allocate(0, key.ciphertextBytes());
    Ciphertext[] zeros = new Ciphertext[positions];
    Arrays.fill(zeros, reducer.sum(new CiphertextBatch(key, nothing)));
    return zeros;
  }

  private void forEachBatch(
      FrameReader frame, FrameProgress progress, Consumer<FrameBatch> action) {
    long done = 0;
    FrameBatch batch = frame.next();
    while (batch != null) {
      CompletableFuture<@Nullable FrameBatch> next =
          CompletableFuture.supplyAsync(frame::next, reading);
      try {
        action.accept(batch);
      } finally {
        // whoever closes the frame now must not meet its reading
        next.handle((read, failure) -> true).join();
      }
      done += batch.ciphertexts().count();
      progress.summed(done, frame.announcedCiphertexts());
      batch = join(next);
    }
  }

  /** Adds two sums position by position. */
  List<Ciphertext> add(List<Ciphertext> a, List<Ciphertext> b) {
    return IntStream.range(0, positions)
        .mapToObj(position -> evaluator.add(a.get(position), b.get(position)))
        .toList();
  }

  @Override
  public void close() {
    reading.shutdown();
    reducer.close();
    evaluator.close();
  }

  /** What is done with the ciphertexts of one position of a batch. */
  @FunctionalInterface
  private interface PositionAction {
    void accept(int position, CiphertextBatch ciphertexts);
  }

  private int records(FrameBatch batch) {
    return batch.ciphertexts().count() / positions;
  }

  private void forEachPosition(FrameBatch batch, String frame, PositionAction action) {
    Chunks.forEach(
        records(batch) == 0 ? 0 : positions,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            accept(batch, i, frame, action);
          }
        });
  }

  private void accept(FrameBatch batch, int position, String frame, PositionAction action) {
    try {
      action.accept(position, new CiphertextBatch(key, batch.position(position, positions)));
    } catch (InvalidCiphertextException e) {
      throw new CorruptFrameException(
          frame,
          "ciphertext "
              + (position * records(batch) + e.index())
              + " of batch "
              + batch.index()
              + " is not a unit modulo n^2",
          e);
    }
  }

  private static @Nullable FrameBatch join(CompletableFuture<@Nullable FrameBatch> next) {
    try {
      return next.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof FrameException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "frame-reader");
    thread.setDaemon(true);
    return thread;
  }
}
