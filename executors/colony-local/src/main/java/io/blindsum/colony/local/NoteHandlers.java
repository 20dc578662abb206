package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers messages about what executors tell of a process: logs, attributes, channels. */
final class NoteHandlers {
  private static final int MAX_LOGS = 500;

  private final Store store;
  private final Membership membership;
  private final Channels channels;

  NoteHandlers(Store store, Membership membership, Channels channels) {
    this.store = store;
    this.membership = membership;
    this.channels = channels;
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "addlogmsg", Handler.of(this::addLog),
        "getlogsmsg", Handler.of(this::getLogs),
        "channelappendmsg", Handler.of(this::append),
        "channelreadmsg", Handler.of(this::read));
  }

  private JsonNode addLog(String caller, ObjectNode message) {
    ProcessRow row = named(caller, message, 500, "Failed to add log, process is nil");
    if (row.state != ProcessState.RUNNING) {
      throw new RpcError(403, "Failed to set output, process is not running");
    }
    if (!row.assignedExecutorId.equals(caller)) {
      throw new RpcError(
          403,
          "Failed to add log, not allowed to add log, only the assigned Executor may att logs");
    }
    ObjectNode line = Json.object();
    line.put("processid", row.id);
    line.put("colonyname", row.colonyName);
    line.put("executorname", membership.nameOf(row.colonyName, caller));
    line.put("message", Json.text(message, "message"));
    Instant now = Instant.now();
    line.put("timestamp", now.getEpochSecond() * 1_000_000_000L + now.getNano());
    store.save(Store.LOG, store.nextLogKey(), line);
    return Json.object();
  }

  private JsonNode getLogs(String caller, ObjectNode message) {
    String executor = Json.text(message, "executorname");
    if (executor.isEmpty()) {
      named(caller, message, 500, "Failed to get logs, process does not exist");
    } else {
      membership.requireMember(caller, Json.text(message, "colonyname"));
    }
    long count = Json.number(message, "count");
    ProcessHandlers.requireNotNegative(count);
    if (count > MAX_LOGS) {
      throw new RpcError(403, "Count exceeds max log count (" + MAX_LOGS + ")");
    }
    String member = executor.isEmpty() ? "processid" : "executorname";
    String value = executor.isEmpty() ? Json.text(message, "processid") : executor;
    long since = Json.number(message, "since");
    List<ObjectNode> lines = new ArrayList<>();
    for (ObjectNode line : store.table(Store.LOG).values()) {
      if (Json.text(line, member).equals(value) && Json.number(line, "timestamp") > since) {
        lines.add(line);
      }
    }
    boolean latest = Json.flag(message, "latest");
    if (latest && lines.size() > count) {
      lines = lines.subList(lines.size() - (int) count, lines.size());
    }
    if (latest) {
      Collections.reverse(lines);
    }
    ArrayNode list = Json.array();
    lines.stream().limit(count).forEach(list::add);
    return list;
  }

  private JsonNode append(String caller, ObjectNode message) {
    channels.append(named(caller, message, 404, "Process not found"), caller, message);
    return Json.object();
  }

  private JsonNode read(String caller, ObjectNode message) {
    return channels.read(named(caller, message, 404, "Process not found"), caller, message);
  }

  private ProcessRow named(String caller, ObjectNode message, int status, String unknown) {
    return ProcessHandlers.named(store, membership, caller, message, new RpcError(status, unknown));
  }
}
