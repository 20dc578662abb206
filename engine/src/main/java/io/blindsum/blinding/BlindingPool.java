package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPublicKey;

/**
 * Makes blinding values ahead while nothing is encrypted, and keeps them in a bounded piece of
 * memory off the heap, never on a disk. Each value is erased when it is taken; those that are left,
 * when the pool is closed.
 *
 * <p>While it is at least half full it is refilled only at rest, {@value #REST_MILLIS} ms after the
 * last encryption: what follows an encryption, such as sending it, then has the cores to itself.
 */
public final class BlindingPool extends StockedBlinding {
  /**
   * Values that are made at a time, as many as the widest kernel computes at once: a pool is full
   * when there is no room for as many.
   */
  static final int CHUNK = 8;

  private static final int REST_MILLIS = 200;
  private static final int SINGLES = 64;

  private final BlockArray stock;
  private final Thread[] fillers;
  private int available;
  private int reserved;
  private int takers;
  private long lastUse = System.nanoTime();
  private boolean closed;

  private BlindingPool(BlindingSource source, ModularArithmetic arithmetic, int capacity) {
    super(source, arithmetic);
    this.stock = BlockArray.allocate(capacity, source.key().ciphertextBytes());
    this.fillers = new Thread[Math.max(1, Runtime.getRuntime().availableProcessors() / 2)];
  }

  /**
   * Opens a pool and begins to fill it, on half of the cores.
   *
   * @param source makes the values; closed with this
   * @param memoryBytes the most memory for values; at least those of one piece of work are kept
   */
  public static BlindingPool open(
      BlindingSource source, ModularArithmetic arithmetic, long memoryBytes) {
    long values = Math.min(memoryBytes, 1L << 30) / source.key().ciphertextBytes();
    BlindingPool pool =
        new BlindingPool(source, arithmetic, (int) Math.max(CHUNK, values / CHUNK * CHUNK));
    pool.start();
    return pool;
  }

  /**
   * Opens a small pool of full blinding values {@code r^n}, for jobs of one ciphertext that should
   * not wait for an exponentiation.
   */
  public static BlindingPool forSingles(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return open(
        FreshBlinding.of(key, arithmetic), arithmetic, (long) SINGLES * key.ciphertextBytes());
  }

  private void start() {
    for (int i = 0; i < fillers.length; i++) {
      fillers[i] = new Thread(this::refill, "blinding-pool");
      fillers[i].setDaemon(true);
      fillers[i].start();
    }
  }

  /** Returns the values that are ready. */
  public synchronized int available() {
    return available;
  }

  @Override
  synchronized int take(BlockArray units) {
    int count = Math.min(units.count(), available);
    for (int i = 0; i < count; i++) {
      units.copy(i, stock, available - count + i);
    }
    available -= count;
    stock.slice(available, available + count).wipe();
    notifyAll();
    return count;
  }

  @Override
  void begin() {
    synchronized (this) {
      takers++;
    }
  }

  @Override
  void end() {
    synchronized (this) {
      takers--;
      lastUse = System.nanoTime();
      notifyAll();
    }
  }

  private void refill() {
    BlockArray made = BlockArray.allocate(CHUNK, stock.blockBytes());
    try {
      while (reserveRoom()) {
        source().fill(made);
        put(made);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // who encrypts next meets the same fault, and reports it
      made.wipe();
    }
  }

  /** Waits until there is room and nobody encrypts; returns false when the pool is closed. */
  private synchronized boolean reserveRoom() throws InterruptedException {
    while (!closed) {
      if (takers > 0 || available + reserved + CHUNK > stock.count()) {
        wait();
      } else {
        long rest = restMillis();
        if (rest <= 0) {
          break;
        }
        wait(rest);
      }
    }
    if (!closed) {
      reserved += CHUNK;
    }
    return !closed;
  }

  private long restMillis() {
    boolean halfFull = 2 * (available + reserved) >= stock.count();
    return halfFull ? REST_MILLIS - (System.nanoTime() - lastUse) / 1_000_000 : 0;
  }

  private synchronized void put(BlockArray made) {
    reserved -= CHUNK;
    for (int i = 0; i < CHUNK && !closed; i++) {
      stock.copy(available++, made, i);
    }
    made.wipe();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      available = 0;
      stock.wipe();
      notifyAll();
    }
    for (Thread filler : fillers) {
      joinUninterruptibly(filler);
    }
    super.close();
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
