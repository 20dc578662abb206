package io.blindsum.cli.console;

import java.util.concurrent.Callable;

/** Tells, when the process is interrupted in the middle, how to go on. */
public final class InterruptNotice {
  private InterruptNotice() {}

  /** Runs work, and prints the notice if the process is told to end before it is done. */
  public static <T> T during(String notice, Callable<T> work) throws Exception {
    return withHook(new Thread(() -> System.err.println("\n" + notice), "interrupt-notice"), work);
  }

  /** Runs work, and runs a thread if the process is told to end before it is done. */
  static <T> T withHook(Thread hook, Callable<T> work) throws Exception {
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      takeBack(hook);
    }
  }

  private static void takeBack(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the notice is out
    }
  }
}
