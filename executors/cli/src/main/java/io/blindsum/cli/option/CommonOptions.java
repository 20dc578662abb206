package io.blindsum.cli.option;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.Progress;
import io.blindsum.cli.console.ProgressMode;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Option;

/** The options of every command. */
public final class CommonOptions {
  @Option(names = "--json", description = "Print the result as one JSON object.")
  public boolean json;

  @Option(
      names = "--progress",
      paramLabel = "auto|plain|json|none",
      defaultValue = "auto",
      description = "How to show progress: a bar on a terminal (auto), lines, JSON lines, or not.")
  public ProgressMode progress = ProgressMode.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result and errors only.")
  public boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print the stack trace of an unexpected error.")
  boolean verbose;

  @Option(
      names = "--threads",
      paramLabel = "N|auto",
      defaultValue = "auto",
      description = "Threads that compute; auto takes every core.")
  public String threads = "auto";

  public ModularArithmetic arithmetic() {
    try {
      return Arithmetics.fastest();
    } catch (IllegalStateException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()), "blindsum doctor lists the backends of this machine");
    }
  }

  /** Prints a line for people, unless the result is JSON or nothing was wanted. */
  public void say(String line) {
    if (!json && !quiet) {
      (progress == ProgressMode.JSON ? System.err : System.out).println(line);
    }
  }

  /** Prints what people must not miss, on the error stream. */
  public void warn(String line) {
    System.err.println(line);
  }

  public Progress start(String stage, String unit, long total, boolean outputIsStandard) {
    PrintStream lines = outputIsStandard ? System.err : System.out;
    return Progress.start(
        quiet && progress == ProgressMode.AUTO ? ProgressMode.NONE : progress,
        stage,
        unit,
        total,
        lines);
  }

  /** Runs work that computes on the chosen number of threads. */
  public <T> T compute(Callable<T> work) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threadCount());
    try {
      return pool.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  public int threadCount() {
    if (threads.equals("auto")) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int count = Integer.parseInt(threads);
      if (count >= 1 && count <= 1024) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw CommandException.usage(
        "--threads " + threads + " is not a number from 1 to 1024", "--threads auto");
  }
}
