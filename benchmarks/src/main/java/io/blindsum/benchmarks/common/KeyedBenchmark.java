package io.blindsum.benchmarks.common;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One question about speed, asked with a key of some size, on one backend and a number of threads.
 *
 * <p>A subclass prepares operands and computes one batch of {@link #items()}. JMH times them by the
 * wall clock; where one thread does it all, its CPU time is taken too, which other processes of the
 * machine disturb less.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public abstract class KeyedBenchmark {
  /** The backend of the widest batches. */
  public static final String IFMA = "ifma";

  private static final Set<String> VECTOR_KERNELS = Set.of(IFMA, "avx512", "avx2");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Bits of n. */
  @Param({"2048", "3072", "4096"})
  public int bits = 2048;

  /** The backend's name; see {@link Arithmetics#named}. */
  @Param({IFMA, "avx512", "avx2", "gmp-kernel", "gmp", "java"})
  public String backend = IFMA;

  /** Threads that compute. */
  @Param("1")
  public int threads = 1;

  protected ModularArithmetic arithmetic;
  protected PaillierPrivateKey privateKey;
  protected PaillierPublicKey key;
  private ForkJoinPool pool;

  /** Makes the key and the operands. */
  @Setup
  public final void setUp() throws Exception {
    arithmetic = Arithmetics.named(backend);
    privateKey = BenchmarkKeys.ofBits(bits);
    key = privateKey.publicKey();
    pool = new ForkJoinPool(threads);
    prepare();
  }

  /** Returns the elements that one computation handles; known before {@link #setUp()}. */
  public abstract int items();

  /** Makes what is computed with, outside of the measured time. */
  protected abstract void prepare() throws Exception;

  /** Computes one batch, on the pool of the thread that calls it. */
  protected abstract Object compute() throws Exception;

  /** Frees what was prepared. */
  protected void release() throws Exception {}

  /** Computes one batch on the threads that were asked for. */
  @Benchmark
  public Object run(CpuTime time) throws Exception {
    return pool.submit(
            () -> {
              long start = THREADS.getCurrentThreadCpuTime();
              Object result = compute();
              time.nanos += THREADS.getCurrentThreadCpuTime() - start;
              time.batches++;
              return result;
            })
        .get();
  }

  /** Tells whether all the work is done by the one thread whose CPU time is taken. */
  public boolean isOneThread() {
    return threads == 1;
  }

  /** The CPU time of the batches of an iteration, taken in the thread that computes them. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class CpuTime {
    public double nanos;
    public double batches;
  }

  @TearDown
  public final void tearDown() throws Exception {
    release();
    pool.shutdownNow();
  }

  /**
   * Returns a number of items that takes each backend some tens of milliseconds.
   *
   * @param vectors for the kernels on vectors, whose lanes have to be filled
   * @param others for every other backend
   */
  protected final int sized(int vectors, int others) {
    return (VECTOR_KERNELS.contains(backend) ? vectors : others) * threads;
  }
}
