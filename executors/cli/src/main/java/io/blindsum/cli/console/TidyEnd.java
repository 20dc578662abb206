package io.blindsum.cli.console;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work tidy up when the process is told to end, as by Ctrl-C. */
public final class TidyEnd {
  private static final long PATIENCE_SECONDS = 30;

  private TidyEnd() {}

  /** Runs work in this thread; if the process is told to end, interrupts it and waits for it. */
  public static <T> T of(Callable<T> work) throws Exception {
    Thread worker = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> end(worker, done), "tidy-end");
    return InterruptNotice.withHook(
        hook,
        () -> {
          try {
            return work.call();
          } finally {
            done.countDown();
          }
        });
  }

  private static void end(Thread worker, CountDownLatch done) {
    worker.interrupt();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("not everything could be tidied up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
