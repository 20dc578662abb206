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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    BlockArray nothing = BlockArray.allocate(0, key.ciphertextBytes());
    Ciphertext[] totals = new Ciphertext[positions];
    Arrays.fill(totals, reducer.sum(new CiphertextBatch(key, nothing)));
    long done = 0;
    FrameBatch batch = frame.next();
    while (batch != null) {
      CompletableFuture<@Nullable FrameBatch> next =
          CompletableFuture.supplyAsync(frame::next, reading);
      try {
        add(batch, frame.name(), totals);
      } finally {
        // whoever closes the frame now must not meet its reading
        next.handle((read, failure) -> true).join();
      }
      done += batch.ciphertexts().count();
      progress.summed(done, frame.announcedCiphertexts());
      batch = join(next);
    }
    return List.of(totals);
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

  private void add(FrameBatch batch, String frame, Ciphertext[] totals) {
    int each = batch.ciphertexts().count() / positions;
    Chunks.forEach(
        each == 0 ? 0 : positions,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            totals[i] = evaluator.add(totals[i], sum(batch, i, each, frame));
          }
        });
  }

  private Ciphertext sum(FrameBatch batch, int position, int each, String frame) {
    BlockArray blocks = batch.position(position, positions);
    try {
      return reducer.sum(new CiphertextBatch(key, blocks));
    } catch (InvalidCiphertextException e) {
      throw new CorruptFrameException(
          frame,
          "ciphertext "
              + (position * each + e.index())
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
