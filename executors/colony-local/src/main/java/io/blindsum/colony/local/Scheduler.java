package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Moves processes through their states. Used under the store's lock. */
final class Scheduler {
  private final Store store;
  private final GraphRules graphs;
  private final Channels channels;

  Scheduler(Store store, GraphRules graphs, Channels channels) {
    this.store = store;
    this.graphs = graphs;
    this.channels = channels;
  }

  /** Queues a new process. */
  void submit(ProcessRow row) {
    Instant now = Instant.now();
    row.submissionTime = now;
    long day = 86_400_000_000_000L;
    row.priorityTime = nanos(now) - Json.number(row.spec, "priority") * day;
    if (row.maxWaitSeconds() > 0) {
      row.waitDeadline = after(now, row.maxWaitSeconds());
    }
    store.save(row);
    Json.object(row.spec, "env")
        .forEachEntry(
            (name, value) ->
                AttributeRows.add(
                    store, row, AttributeRows.ENVIRONMENT, name, value.stringValue("")));
    store.workArrived.signalAll();
  }

  /** Gives the next fitting process to an executor. */
  Optional<ProcessRow> assign(ObjectNode executor, long cpu, long memory) {
    for (ProcessRow row : store.waiting()) {
      if (fits(row, executor, cpu, memory)) {
        start(row, Json.text(executor, "executorid"));
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** Takes a process from its executor and queues it again. */
  void requeue(ProcessRow row, boolean countsAsRetry) {
    row.state = ProcessState.WAITING;
    row.assigned = false;
    row.assignedExecutorId = "";
    row.endTime = Instant.now();
    if (countsAsRetry) {
      row.retries++;
    }
    if (row.maxWaitSeconds() > 0) {
      row.waitDeadline = after(Instant.now(), row.maxWaitSeconds());
    }
    store.save(row);
    store.workArrived.signalAll();
  }

  /** Queues again everything an executor runs. */
  void requeueAllOf(String executorId) {
    for (ProcessRow row : store.running()) {
      if (row.assignedExecutorId.equals(executorId)) {
        requeue(row, false);
        row.submissionTime = row.endTime;
        row.startTime = null;
        row.endTime = null;
        store.save(row);
      }
    }
  }

  /** Closes with an output. The output is stored even if the state then forbids the close. */
  void succeed(ProcessRow row, JsonNode out) {
    if (!out.isEmpty()) {
      row.out = out;
      store.save(row);
    }
    switch (row.state) {
      case FAILED -> throw new RpcError(400, "Tried to set failed process as successful");
      case CANCELLED -> throw new RpcError(400, "Tried to set cancelled process as successful");
      case WAITING ->
          throw new RpcError(
              400, "Tried to set waiting process as successful without being running");
      default -> end(row, ProcessState.SUCCESS);
    }
  }

  /** Closes as failed, with the reasons. */
  void fail(ProcessRow row, JsonNode reasons) {
    if (row.state.isFinal()) {
      throw new RpcError(
          400, "Tried to set " + word(row.state, "successful") + " process as failed");
    }
    row.errors = reasons;
    end(row, ProcessState.FAILED);
  }

  /** Cancels a process; the executor that runs it is not told. */
  void cancel(ProcessRow row) {
    if (row.state.isFinal()) {
      String already = row.state == ProcessState.CANCELLED ? "already " : "";
      throw new RpcError(
          400, "Tried to cancel " + already + word(row.state, "successful") + " process");
    }
    row.state = ProcessState.CANCELLED;
    row.endTime = Instant.now();
    store.save(row);
    channels.forget(row.id);
  }

  private void start(ProcessRow row, String executorId) {
    Instant now = Instant.now();
    row.state = ProcessState.RUNNING;
    row.assigned = true;
    row.assignedExecutorId = executorId;
    row.startTime = now;
    row.execDeadline = row.maxExecSeconds() < 0 ? null : after(now, row.maxExecSeconds());
    if (!row.parents.isEmpty()) {
      row.in = graphs.inputOf(row);
    }
    store.save(row);
    store.graph(row.graphId).ifPresent(graphs::settle);
  }

  private void end(ProcessRow row, ProcessState state) {
    row.state = state;
    row.endTime = Instant.now();
    store.save(row);
    store.graph(row.graphId).ifPresent(graphs::settle);
    channels.forget(row.id);
  }

  private static boolean fits(ProcessRow row, ObjectNode executor, long cpu, long memory) {
    return !row.waitForParents
        && row.colonyName.equals(Json.text(executor, "colonyname"))
        && row.executorType.equals(Json.text(executor, "executortype"))
        && names(row, Json.text(executor, "executorname"))
        && SpecForm.cpu(Json.text(row.spec.path("conditions"), "cpu"), 0) <= cpu
        && SpecForm.memory(Json.text(row.spec.path("conditions"), "mem"), 0) <= memory;
  }

  private static boolean names(ProcessRow row, String executorName) {
    JsonNode names = row.spec.path("conditions").path("executornames");
    if (names.isEmpty()) {
      return true;
    }
    for (JsonNode name : names) {
      if (name.stringValue("").equals(executorName)) {
        return true;
      }
    }
    return false;
  }

  private static String word(ProcessState state, String success) {
    return switch (state) {
      case SUCCESS -> success;
      case FAILED -> "failed";
      default -> "cancelled";
    };
  }

  /** Adds seconds; more of them than any clock will live to see are as good as those. */
  private static Instant after(Instant time, long seconds) {
    return time.plusSeconds(Math.min(seconds, Integer.MAX_VALUE));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
