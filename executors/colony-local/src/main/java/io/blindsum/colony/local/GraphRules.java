package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;

/** Settles a workflow after one of its processes changed. Used under the store's lock. */
final class GraphRules {
  private final Store store;

  GraphRules(Store store) {
    this.store = store;
  }

  /**
   * Makes processes ready whose parents succeeded, spreads a failure, and names the whole's state.
   */
  void settle(GraphRow graph) {
    List<ProcessRow> rows = processesOf(graph);
    if (failureSpreads(rows)) {
      for (ProcessRow row : rows) {
        row.state = ProcessState.FAILED;
        store.save(row);
      }
    } else {
      makeReady(rows);
    }
    enter(graph, stateOf(rows));
  }

  /** Returns the outputs of the parents, one after another in the order of the dependencies. */
  ArrayNode inputOf(ProcessRow row) {
    ArrayNode input = Json.array();
    for (String parent : row.parents) {
      store.process(parent).ifPresent(p -> p.out.forEach(input::add));
    }
    return input;
  }

  List<ProcessRow> processesOf(GraphRow graph) {
    return graph.processIds.stream().flatMap(id -> store.process(id).stream()).toList();
  }

  void enter(GraphRow graph, ProcessState state) {
    graph.state = state;
    if (state == ProcessState.RUNNING && graph.startTime == null) {
      graph.startTime = Instant.now();
    }
    if (state.isFinal()) {
      graph.endTime = Instant.now();
    }
    store.save(graph);
  }

  /** A failed process takes the others along if one of them was to run after it. */
  private static boolean failureSpreads(List<ProcessRow> rows) {
    Set<String> failed = new HashSet<>();
    for (ProcessRow row : rows) {
      if (row.state == ProcessState.FAILED) {
        failed.add(row.id);
      }
    }
    return rows.stream().anyMatch(row -> row.parents.stream().anyMatch(failed::contains));
  }

  private void makeReady(List<ProcessRow> rows) {
    for (ProcessRow row : rows) {
      if (row.waitForParents && row.parents.stream().allMatch(this::succeeded)) {
        row.waitForParents = false;
        store.save(row);
        store.workArrived.signalAll();
      }
    }
  }

  private boolean succeeded(String processId) {
    return store.process(processId).filter(p -> p.state == ProcessState.SUCCESS).isPresent();
  }

  private static ProcessState stateOf(List<ProcessRow> rows) {
    if (any(rows, ProcessState.FAILED)) {
      return ProcessState.FAILED;
    }
    if (any(rows, ProcessState.CANCELLED)) {
      return ProcessState.CANCELLED;
    }
    if (rows.stream().allMatch(row -> row.state == ProcessState.SUCCESS)) {
      return ProcessState.SUCCESS;
    }
    return any(rows, ProcessState.SUCCESS) || any(rows, ProcessState.RUNNING)
        ? ProcessState.RUNNING
        : ProcessState.WAITING;
  }

  private static boolean any(List<ProcessRow> rows, ProcessState state) {
    return rows.stream().anyMatch(row -> row.state == state);
  }
}
