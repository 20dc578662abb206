package io.blindsum.testing;

/** What many calls take: the longest of them, and the memory that is not given back. */
public final class Toll {
  /** More than the virtual machine's own growth while a test runs. */
  public static final long MOST_BYTES = 32L << 20;

  private static final long SLOW_NANOS = 100_000_000;

  private final String what;
  private final long before = used();
  private long calls;
  private long longest;
  private long slow;

  private Toll(String what) {
    this.what = what;
  }

  /** A call. */
  @FunctionalInterface
  public interface Call {
    void run() throws Exception;
  }

  public static Toll start(String what) {
    return new Toll(what);
  }

  /** Runs a call and takes its time. */
  public void count(Call call) throws Exception {
    long start = System.nanoTime();
    call.run();
    long took = System.nanoTime() - start;
    longest = Math.max(longest, took);
    slow += took > SLOW_NANOS ? 1 : 0;
    calls++;
  }

  /** Prints the figures, and returns by how many bytes the heap has grown. */
  public long finish() {
    long grown = used() - before;
    System.out.printf(
        "%,d %s: %,d took over 100 ms, the longest %.1f ms, the heap grew by %,d kB%n",
        calls, what, slow, longest / 1e6, grown / 1000);
    return grown;
  }

  private static long used() {
    System.gc();
    Runtime machine = Runtime.getRuntime();
    return machine.totalMemory() - machine.freeMemory();
  }
}
