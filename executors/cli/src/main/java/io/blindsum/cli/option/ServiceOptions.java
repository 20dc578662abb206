package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.Terminal;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.ServiceLogging;
import io.blindsum.service.StatusServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every executor. */
public final class ServiceOptions {
  @Option(
      names = "--metrics",
      paramLabel = "[HOST]:PORT",
      description = {
        "Serve /healthz and Prometheus /metrics; on the loopback interface unless HOST is given."
      })
  private @Nullable String metricsAddress;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description = "Processes at once; 1 unless set.")
  private int parallel = 1;

  @Option(names = "--once", description = "End after one process.")
  private boolean once;

  private final boolean hosted;

  /**
   * Makes the options of an executor.
   *
   * @param hosted whether another program runs it, and ends it by an interrupt
   */
  public ServiceOptions(boolean hosted) {
    this.hosted = hosted;
  }

  /** Runs an executor until it is told to end; an interrupt leaves its work no time to finish. */
  public void run(ExecutorLoop.Builder builder, ExecutorMetrics metrics, CommonOptions common) {
    ServiceLogging.configure(Terminal.get() == null, common.verbose);
    try (ExecutorLoop loop = builder.parallelism(parallel).once(once).start()) {
      StatusServer status = status(metrics, loop);
      if (!hosted) {
        loop.closeOnShutdown();
      }
      try {
        loop.awaitClosed();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (status != null) {
        status.close();
      }
    }
  }

  private @Nullable StatusServer status(ExecutorMetrics metrics, ExecutorLoop loop) {
    String address = metricsAddress;
    if (address == null) {
      return null;
    }
    try {
      return StatusServer.start(address, metrics, () -> loop.executorName().isPresent());
    } catch (IllegalArgumentException | IOException e) {
      throw CommandException.usage(
          "--metrics " + address + ": " + e.getMessage(), "--metrics :9464, or another free port");
    }
  }
}
