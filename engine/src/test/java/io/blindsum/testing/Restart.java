package io.blindsum.testing;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.TimeUnit;

/** Starts servers again on the port that they had. */
public final class Restart {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_MILLIS = 50;

  private Restart() {}

  /** What starts a server. */
  @FunctionalInterface
  public interface Start<T> {
    /** Starts it; a port that is in use is a {@link BindException}. */
    T run() throws IOException;
  }

  /**
   * Starts a server, once its port is free: a connection of another program, or of a client that
   * looks for the server, may have been given it meanwhile.
   */
  public static <T> T onItsPort(Start<T> start) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        return start.run();
      } catch (BindException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}
