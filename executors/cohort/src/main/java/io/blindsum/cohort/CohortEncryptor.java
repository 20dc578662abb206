package io.blindsum.cohort;

import io.blindsum.arith.BlockArray;
import io.blindsum.cohort.PlaintextBatcher.Batch;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.Encryptor;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts a cohort batch by batch, with the stages overlapping: while one batch is encrypted on
 * all cores, the next one is read and the last one is written. Memory does not grow with the rows.
 */
public final class CohortEncryptor {
  private final SlotLayout layout;
  private final Encryptor encryptor;
  private final BadDataPolicy policy;
  private final int batchRows;
  private final @Nullable StreamMask mask;

  /**
   * Makes an encryptor of cohorts whose single records the holder of the private key can read.
   *
   * @param layout how rows become plaintexts; made for the encryptor's key
   * @param encryptor stays open
   * @param batchRows rows of one batch, at least 1
   */
  public CohortEncryptor(
      SlotLayout layout, Encryptor encryptor, BadDataPolicy policy, int batchRows) {
    this(layout, encryptor, policy, batchRows, null);
  }

  /**
   * Makes an encryptor of cohorts.
   *
   * @param layout how rows become plaintexts; made for the encryptor's key
   * @param encryptor stays open
   * @param batchRows rows of one batch, at least 1
   * @param mask hides single records from the holder of the private key; null leaves them as they
   *     are
   */
  public CohortEncryptor(
      SlotLayout layout,
      Encryptor encryptor,
      BadDataPolicy policy,
      int batchRows,
      @Nullable StreamMask mask) {
    if (layout.modulusBits() != encryptor.key().modulusBits()) {
      throw new IllegalArgumentException("the layout is for a key of another size");
    }
    this.layout = layout;
    this.encryptor = encryptor;
    this.policy = policy;
    this.batchRows = batchRows;
    this.mask = mask;
  }

  /**
   * Encrypts the rows of a source.
   *
   * @param progress is told the rows encrypted so far
   * @return what was wrong with the data
   * @throws DataException if the data cannot be read, or a row is refused
   * @throws IOException if the sink fails
   */
  public DataReport encrypt(CohortSource source, CiphertextSink sink, LongConsumer progress)
      throws IOException, InterruptedException {
    return encrypt(source, Checkpoint.start(), sink, progress);
  }

  /**
   * Encrypts the rows of a source behind those that an interrupted run has encrypted, which are
   * read and compared again. Batches and layout are those of that run.
   *
   * @param done where it stopped
   * @param progress is told the rows encrypted so far, by both
   * @return what was wrong with all of the data
   * @throws ChangedCohortException if the rows before are others now
   * @throws DataException if the data cannot be read, or a row is refused
   * @throws IOException if the sink fails
   */
  public DataReport encrypt(
      CohortSource source, Checkpoint done, CiphertextSink sink, LongConsumer progress)
      throws IOException, InterruptedException {
    PlaintextBatcher batcher = new PlaintextBatcher(source, layout, policy, batchRows);
    ExecutorService reader = Executors.newSingleThreadExecutor(CohortEncryptor::daemon);
    ExecutorService writer = Executors.newSingleThreadExecutor(CohortEncryptor::daemon);
    try {
      run(batcher, done, reader, writer, sink, progress);
    } finally {
      reader.shutdownNow();
      writer.shutdownNow();
    }
    batcher.wipe();
    sink.end(batcher.digest());
    return batcher.report();
  }

  private void run(
      PlaintextBatcher batcher,
      Checkpoint done,
      ExecutorService reader,
      ExecutorService writer,
      CiphertextSink sink,
      LongConsumer progress)
      throws IOException, InterruptedException {
    int blocks = Math.toIntExact(layout.plaintexts(batchRows));
    int width = encryptor.key().ciphertextBytes();
    // the batch that is being written, and the one that is being encrypted
    BlockArray[] memory = {BlockArray.allocate(blocks, width), BlockArray.allocate(blocks, width)};
    Future<Batch> read = reader.submit(batcher::next);
    Future<?> written = CompletableFuture.completedFuture(null);
    BatchDigest digest = new BatchDigest();
    long rows = 0;
    for (int i = 0; i < done.batches(); i++) {
      Batch batch = await(read);
      read = reader.submit(batcher::next);
      digest.add(batch);
      rows += batch.rows();
    }
    if (done.batches() > 0) {
      done.require(digest.soFar());
      progress.accept(rows);
    }
    for (int i = done.batches(); ; i++) {
      Batch batch = await(read);
      if (batch.rows() == 0) {
        break;
      }
      read = reader.submit(batcher::next);
      BlockArray ciphertexts = memory[i % memory.length].slice(0, batch.plaintexts().count());
      digest.add(batch);
      if (mask != null) {
        mask.add(batch.plaintexts(), batch.last());
      }
      encryptor.encrypt(batch.plaintexts(), ciphertexts);
      await(written);
      written = writer.submit(append(sink, digest.soFar(), batch, ciphertexts));
      rows += batch.rows();
      progress.accept(rows);
    }
    await(written);
  }

  private static Callable<?> append(
      CiphertextSink sink, byte[] digest, Batch batch, BlockArray ciphertexts) {
    return () -> {
      sink.keep(digest);
      sink.append(batch.rows(), batch.rejected(), ciphertexts);
      return batch;
    };
  }

  private static <T> T await(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cohort");
    thread.setDaemon(true);
    return thread;
  }
}
