package io.blindsum.cli.demo;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.messages.Functions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Stops a hospital's executor hard in the middle of a study, and has another take over. */
final class DemoOutage {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 5;

  private final DemoColony colony;
  private final SiteConfig victim;
  private final String study;
  private final long half;
  private @Nullable CompletableFuture<Optional<Process>> stopping;
  private volatile Instant when = Instant.EPOCH;

  /**
   * Prepares it.
   *
   * @param rows of the hospital; the executor is stopped when half of them are added
   */
  DemoOutage(DemoColony colony, SiteConfig victim, String study, long rows) {
    this.colony = colony;
    this.victim = victim;
    this.study = study;
    this.half = rows / 2;
  }

  /** Is told how many rows of a site are encrypted and added; the study goes on meanwhile. */
  void progress(String site, long rows) {
    if (stopping == null && site.equals(victim.site()) && rows >= half) {
      // a thread of its own: those of the pool are busy with encryption
      stopping =
          CompletableFuture.supplyAsync(
              this::stop, task -> new Thread(task, "demo-outage").start());
    }
  }

  /** Stops the executor while it has a batch, and returns that. */
  private Optional<Process> stop() {
    try {
      while (true) {
        Optional<Process> underWay = awaitUnderWay();
        when = Instant.now();
        colony.replaceHospital(victim);
        // a batch that was done before the stop came proves nothing: try another
        if (underWay.isEmpty()
            || !underWay.map(Process::assignedExecutorId).equals(doer(underWay))) {
          return underWay;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  String site() {
    return victim.site();
  }

  Instant when() {
    return when;
  }

  /** Tells whether another executor did the batch that was under way. */
  boolean wasTakenOver() {
    Optional<Process> stopped = stopping == null ? Optional.empty() : stopping.join();
    Optional<String> doer = doer(stopped);
    return doer.isPresent() && !doer.equals(stopped.map(Process::assignedExecutorId));
  }

  /** Returns the executor that has done the work of a process by now; empty if none has. */
  private Optional<String> doer(Optional<Process> process) {
    return process
        .map(before -> researcher().getProcess(before.processId()))
        .filter(now -> now.state() == ProcessState.SUCCESS)
        .map(Process::assignedExecutorId);
  }

  private Optional<Process> awaitUnderWay() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Optional<Process> process = underWay();
      if (process.isPresent()) {
        return process;
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    return Optional.empty();
  }

  private Optional<Process> underWay() {
    String type = Functions.hospitalExecutorType(victim.site());
    List<Process> running =
        researcher().getProcessesByLabel(ProcessState.RUNNING, study, ColonyClient.MAX_LIST_COUNT);
    return running.stream()
        .filter(process -> process.spec().functionName().equals(Functions.ENCRYPT_BATCH))
        .filter(process -> process.spec().conditions().executorType().equals(type))
        .findFirst();
  }

  private ColonyClient researcher() {
    return colony.colony().researcher();
  }
}
