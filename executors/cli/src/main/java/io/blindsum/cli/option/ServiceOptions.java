package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.Terminal;
import io.blindsum.cli.console.Version;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.Health;
import io.blindsum.service.ServiceLogging;
import io.blindsum.service.StatusServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every executor. */
public final class ServiceOptions {
  /** Twice the time of the sign of life that is shown while work is done. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  @Option(
      names = "--metrics",
      paramLabel = "[HOST]:PORT",
      description = {
        "Serve /healthz, /livez and Prometheus /metrics; on the loopback interface unless HOST is"
            + " given."
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

  /**
   * Runs an executor until it is told to end; an interrupt leaves its work no time to finish.
   *
   * @param needs what it needs beside the server
   * @throws io.blindsum.colony.ColonyException if it gave up
   */
  public void run(
      ExecutorLoop.Builder builder,
      ExecutorMetrics metrics,
      List<Health.Check> needs,
      CommonOptions common) {
    ServiceLogging.configure(Terminal.get() == null, common.verbose);
    metrics.describe(Version.text(), common.arithmetic().name());
    try (ExecutorLoop loop = builder.parallelism(parallel).once(once).start()) {
      metrics.watch(() -> seconds(loop.sinceContact()), loop::retries);
      Health health = new Health().add(List.of(serverOf(loop))).add(needs);
      StatusServer status = status(metrics, health);
      if (!hosted) {
        loop.closeOnShutdown();
      }
      try {
        loop.awaitClosed();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        if (status != null) {
          status.close();
        }
      }
    }
  }

  private static double seconds(Optional<Duration> time) {
    return time.map(age -> age.toMillis() / 1e3).orElse(Double.NaN);
  }

  /** It is asked all the time: a silence that is longer than a request for work is none of its. */
  private static Health.Check serverOf(ExecutorLoop loop) {
    return new Health.Check(
        "server",
        () -> {
          Optional<Duration> age = loop.sinceContact();
          boolean good =
              loop.isServed() && age.filter(a -> a.compareTo(LONGEST_SILENCE) < 0).isPresent();
          return good
              ? Optional.empty()
              : Optional.of(
                  age.map(a -> "last contact " + a.toSeconds() + " s ago")
                      .orElse("not registered"));
        });
  }

  private @Nullable StatusServer status(ExecutorMetrics metrics, Health health) {
    String address = metricsAddress;
    if (address == null) {
      return null;
    }
    try {
      return StatusServer.start(address, metrics, health);
    } catch (IllegalArgumentException | IOException e) {
      throw CommandException.usage(
          "--metrics " + address + ": " + e.getMessage(), "--metrics :9464, or another free port");
    }
  }
}
