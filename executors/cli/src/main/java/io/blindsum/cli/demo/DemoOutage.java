package io.blindsum.cli.demo;

import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.messages.EncryptRequest;
import io.blindsum.messages.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Stops a hospital's executor hard in the middle of a study, and has another take over. */
final class DemoOutage {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_MILLIS = 5;

  /** Half of the batches of a hospital. */
  private static final int FROM_BATCH = DemoFiles.BATCHES / 2;

  private final ColonyClient researcher;
  private final String site;
  private final String study;
  private final FutureTask<Optional<Process>> stopping;
  private volatile Instant when = Instant.EPOCH;

  /**
   * Begins to wait for it, in a thread of its own, while the study goes on.
   *
   * @param replacement stops the executor and starts another
   */
  DemoOutage(ColonyClient researcher, String site, String study, Replacement replacement) {
    this.researcher = researcher;
    this.site = site;
    this.study = study;
    this.stopping = new FutureTask<>(() -> stopInABatch(replacement));
    new Thread(stopping, "demo-outage").start();
  }

  /** Stops an executor and starts another. */
  @FunctionalInterface
  interface Replacement {
    void run() throws Exception;
  }

  /** Stops the executor while it has one of the later batches, and returns that. */
  private Optional<Process> stopInABatch(Replacement replacement) throws Exception {
    while (true) {
      Optional<Process> underWay = awaitUnderWay();
      when = Instant.now();
      replacement.run();
      // a batch that was done before the stop came proves nothing: try another
      if (underWay.isEmpty() || !underWay.map(Process::assignedExecutorId).equals(doer(underWay))) {
        return underWay;
      }
    }
  }

  String site() {
    return site;
  }

  Instant when() {
    return when;
  }

  /** Tells whether another executor did the batch that was under way. */
  boolean wasTakenOver() throws ExecutionException, InterruptedException {
    Optional<Process> stopped = stopping.get();
    Optional<String> doer = doer(stopped);
    return doer.isPresent() && !doer.equals(stopped.map(Process::assignedExecutorId));
  }

  /** Returns the executor that has done the work of a process by now; empty if none has. */
  private Optional<String> doer(Optional<Process> process) {
    return process
        .map(before -> researcher.getProcess(before.processId()))
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
    String type = Functions.hospitalExecutorType(site);
    List<Process> running =
        researcher.getProcessesByLabel(ProcessState.RUNNING, study, ColonyClient.MAX_LIST_COUNT);
    return running.stream()
        .filter(process -> process.spec().functionName().equals(Functions.ENCRYPT_BATCH))
        .filter(process -> process.spec().conditions().executorType().equals(type))
        .filter(process -> EncryptRequest.of(process.spec().kwargs()).batch() >= FROM_BATCH)
        .findFirst();
  }
}
