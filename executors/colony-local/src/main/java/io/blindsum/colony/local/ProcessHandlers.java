package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers messages about single processes, apart from their assignment. */
final class ProcessHandlers {
  static final int MAX_COUNT = 100;

  private final Store store;
  private final Membership membership;
  private final Scheduler scheduler;
  private final ColonyHandlers colony;

  ProcessHandlers(Store store, Membership membership, Scheduler scheduler, ColonyHandlers colony) {
    this.store = store;
    this.membership = membership;
    this.scheduler = scheduler;
    this.colony = colony;
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "submitfuncspecmsg", Handler.of(this::submit),
        "getprocessmsg", Handler.of(this::getProcess),
        "getprocessesmsg", Handler.of(this::getProcesses),
        "closesuccessfulmsg", Handler.of(this::closeSuccessful),
        "closefailedmsg", Handler.of(this::closeFailed),
        "cancelprocessmsg", Handler.of(this::cancel));
  }

  /** Shows a process with its attributes, whose state is that of the process. */
  static ObjectNode show(Store store, ProcessRow row) {
    ObjectNode node = row.toJson();
    ArrayNode attributes = Json.array();
    for (ObjectNode attribute : store.table(Store.ATTRIBUTE).values()) {
      if (Json.text(attribute, "targetid").equals(row.id)) {
        attributes.add(attribute.deepCopy().put("state", row.state.code()));
      }
    }
    node.set("attributes", attributes);
    return node;
  }

  /** Returns the process a message names, for a member of its colony. */
  static ProcessRow named(
      Store store, Membership membership, String caller, ObjectNode message, RpcError unknown) {
    ProcessRow row = store.process(Json.text(message, "processid")).orElseThrow(() -> unknown);
    membership.requireMember(caller, row.colonyName);
    return row;
  }

  static void requireCount(ObjectNode message) {
    long count = Json.number(message, "count");
    requireNotNegative(count);
    if (count > MAX_COUNT) {
      throw new RpcError(400, "Count is larger than MaxCount limit <" + MAX_COUNT + ">");
    }
  }

  static void requireNotNegative(long count) {
    if (count < 0) {
      throw new RpcError(400, "pq: LIMIT must not be negative");
    }
  }

  static Optional<ProcessState> state(ObjectNode message) {
    long code = Json.number(message, "state");
    return code < 0 || code > ProcessState.CANCELLED.code()
        ? Optional.empty()
        : Optional.of(ProcessState.ofCode((int) code));
  }

  private JsonNode submit(String caller, ObjectNode message) {
    ObjectNode spec =
        SpecForm.normalise(
            Json.required(
                message, "spec", "Failed to submit process spec, msg.FunctionSpec is nil"));
    ProcessRow row = new ProcessRow(store.newId(), spec);
    membership.requireMember(caller, row.colonyName);
    SpecForm.requirePriority(spec);
    row.initiatorId = caller;
    row.initiatorName = membership.nameOf(row.colonyName, caller);
    scheduler.submit(row);
    return show(store, row);
  }

  private JsonNode getProcess(String caller, ObjectNode message) {
    return show(store, named(caller, message, 404, "Failed to get process, process not found"));
  }

  private JsonNode getProcesses(String caller, ObjectNode message) {
    String colonyName = Json.text(message, "colonyname");
    membership.requireMember(caller, colonyName);
    requireCount(message);
    ProcessState state =
        state(message)
            .orElseThrow(() -> new RpcError(400, "Failed to get processes, invalid msg.State"));
    String type = Json.text(message, "executortype");
    String label = Json.text(message, "label");
    String initiator = Json.text(message, "initiator");
    ArrayNode list = Json.array();
    StreamSupport.stream(store.processes().spliterator(), false)
        .filter(row -> row.state == state && row.colonyName.equals(colonyName))
        .filter(row -> type.isEmpty() || row.executorType.equals(type))
        .filter(row -> label.isEmpty() || Json.text(row.spec, "label").equals(label))
        .filter(row -> initiator.isEmpty() || row.initiatorName.equals(initiator))
        .sorted(listOrder(state))
        .limit(Json.number(message, "count"))
        .forEach(row -> list.add(show(store, row)));
    return list;
  }

  private static Comparator<ProcessRow> listOrder(ProcessState state) {
    Comparator<Instant> oldestFirst = Comparator.naturalOrder();
    return switch (state) {
      case WAITING -> Comparator.comparingLong(row -> row.priorityTime);
      case RUNNING -> Comparator.comparing(row -> orMin(row.startTime), oldestFirst);
      default -> Comparator.comparing(row -> orMin(row.endTime), oldestFirst.reversed());
    };
  }

  private static Instant orMin(@Nullable Instant time) {
    return time == null ? Instant.MIN : time;
  }

  private JsonNode closeSuccessful(String caller, ObjectNode message) {
    JsonNode out = outputOf(message, "Failed to close successful, invalid JSON");
    String failure = "Failed to close process as successful, ";
    ProcessRow row = named(caller, message, 500, failure + "process is nil");
    requireAssigned(row, caller, failure, "not allowed to close process as successful");
    scheduler.succeed(row, out);
    colony.countSuccess(caller, row);
    return Json.object();
  }

  private JsonNode closeFailed(String caller, ObjectNode message) {
    String failure = "Failed to close process as failed, ";
    ProcessRow row = named(caller, message, 500, failure + "process is nil");
    requireAssigned(row, caller, failure, "not allowed to close process as failed");
    scheduler.fail(row, Json.list(message, "errors"));
    return Json.object();
  }

  private static void requireAssigned(
      ProcessRow row, String caller, String failure, String notAllowed) {
    if (row.assignedExecutorId.isEmpty()) {
      throw new RpcError(403, failure + "process is not assigned");
    }
    if (!row.assignedExecutorId.equals(caller)) {
      throw new RpcError(403, failure + notAllowed);
    }
  }

  private static JsonNode outputOf(ObjectNode message, String whenNoList) {
    JsonNode out = message.path("out");
    if (out.isMissingNode() || out.isNull()) {
      return Json.array();
    }
    if (!out.isArray()) {
      throw new RpcError(400, whenNoList);
    }
    return Json.throughDouble(out);
  }

  private JsonNode cancel(String caller, ObjectNode message) {
    ProcessRow row = named(caller, message, 500, "Failed to cancel process, process is nil");
    if (!row.graphId.isEmpty()) {
      throw new RpcError(
          400,
          "Failed to cancel, cannot cancel a process part of a workflow, cancel the entire"
              + " workflow instead");
    }
    scheduler.cancel(row);
    return Json.object();
  }

  private ProcessRow named(String caller, ObjectNode message, int status, String unknown) {
    return named(store, membership, caller, message, new RpcError(status, unknown));
  }
}
