package io.blindsum.workflow;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps a few blinding values of a key ready in memory, so that a job of one ciphertext does not
 * wait for an exponentiation. They are made several at once between jobs, which is what the kernels
 * with lanes are good at.
 *
 * <p>Each value is handed out once and is nowhere but on the heap of this process. A larger request
 * goes past what is ready. Safe for use by many threads.
 */
public final class ReadyBlinding implements BlindingSource {
  /** As many as the widest kernel computes at once. */
  private static final int AT_ONCE = 8;

  private final BlindingSource source;
  private final Deque<BigInteger> ready = new ArrayDeque<>();
  private final ExecutorService maker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "ready-blinding");
            thread.setDaemon(true);
            return thread;
          });
  private boolean making;

  /** Keeps values of a source ready; the source is closed with this. */
  public ReadyBlinding(BlindingSource source) {
    this.source = source;
  }

  @Override
  public PaillierPublicKey key() {
    return source.key();
  }

  @Override
  public String method() {
    return source.method();
  }

  @Override
  public void fill(BlockArray units) {
    if (!takeReady(units)) {
      source.fill(units);
    }
  }

  private synchronized boolean takeReady(BlockArray units) {
    boolean enough = units.count() <= ready.size();
    for (int i = 0; enough && i < units.count(); i++) {
      units.set(i, ready.removeFirst());
    }
    if (ready.size() < AT_ONCE && !making && !maker.isShutdown()) {
      making = true;
      maker.execute(this::make);
    }
    return enough;
  }

  private void make() {
    BlockArray units = BlockArray.allocate(AT_ONCE, key().ciphertextBytes());
    try {
      source.fill(units);
      keep(units);
    } finally {
      units.wipe();
      madeAll();
    }
  }

  private synchronized void keep(BlockArray units) {
    for (int i = 0; i < units.count(); i++) {
      ready.addLast(units.get(i));
    }
  }

  private synchronized void madeAll() {
    making = false;
  }

  /** Forgets what is ready; the source is closed when nothing is being made any more. */
  @Override
  public void close() {
    synchronized (this) {
      ready.clear();
      maker.execute(source::close);
      maker.shutdown();
    }
  }
}
