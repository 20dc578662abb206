package io.blindsum.colony.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how a {@link LocalColony} runs.
 *
 * @param port the loopback port, or 0 for any free one
 * @param stateFile where it keeps its state across restarts; empty to forget
 * @param staleExecutorAfter how long after its last request for work an executor is unregistered
 * @param checkPeriod how often deadlines are checked
 * @param allowReregister whether a name that was registered can be registered again
 * @param maxRequestBytes the longest request, in bytes
 */
public record LocalColonyOptions(
    int port,
    Optional<Path> stateFile,
    Duration staleExecutorAfter,
    Duration checkPeriod,
    boolean allowReregister,
    int maxRequestBytes) {
  /** The defaults of the real server: 600 s to be stale, checks each second, no name twice. */
  public static final LocalColonyOptions DEFAULTS =
      new LocalColonyOptions(
          0, Optional.empty(), Duration.ofSeconds(600), Duration.ofSeconds(1), false, 256 << 20);

  /** Returns the same options on another port. */
  public LocalColonyOptions withPort(int value) {
    return new LocalColonyOptions(
        value, stateFile, staleExecutorAfter, checkPeriod, allowReregister, maxRequestBytes);
  }

  /** Returns the same options with a state file, or without one. */
  public LocalColonyOptions withStateFile(@Nullable Path value) {
    return new LocalColonyOptions(
        port,
        Optional.ofNullable(value),
        staleExecutorAfter,
        checkPeriod,
        allowReregister,
        maxRequestBytes);
  }

  /** Returns the same options with another time after which executors are stale. */
  public LocalColonyOptions withStaleExecutorAfter(Duration value) {
    return new LocalColonyOptions(
        port, stateFile, value, checkPeriod, allowReregister, maxRequestBytes);
  }

  /** Returns the same options with another rule for names used twice. */
  public LocalColonyOptions withAllowReregister(boolean value) {
    return new LocalColonyOptions(
        port, stateFile, staleExecutorAfter, checkPeriod, value, maxRequestBytes);
  }
}
