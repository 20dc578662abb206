package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process in the store. Guarded by the store's lock; the JSON values it holds are replaced, never
 * changed.
 */
final class ProcessRow {
  final String id;
  final ObjectNode spec;
  final String colonyName;
  final String executorType;
  String initiatorId = "";
  String initiatorName = "";
  String assignedExecutorId = "";
  boolean assigned;
  ProcessState state = ProcessState.WAITING;
  long priorityTime;
  @Nullable Instant submissionTime;
  @Nullable Instant startTime;
  @Nullable Instant endTime;
  @Nullable Instant waitDeadline;
  @Nullable Instant execDeadline;
  int retries;
  boolean waitForParents;
  List<String> parents = new ArrayList<>();
  List<String> children = new ArrayList<>();
  String graphId = "";
  JsonNode in = Json.array();
  JsonNode out = Json.array();
  JsonNode errors = Json.array();

  ProcessRow(String id, ObjectNode spec) {
    this.id = id;
    this.spec = spec;
    JsonNode conditions = spec.path("conditions");
    this.colonyName = Json.text(conditions, "colonyname");
    this.executorType = Json.text(conditions, "executortype");
  }

  String nodeName() {
    return Json.text(spec, "nodename");
  }

  long maxExecSeconds() {
    return Json.number(spec, "maxexectime");
  }

  long maxWaitSeconds() {
    return Json.number(spec, "maxwaittime");
  }

  long maxRetries() {
    return Json.number(spec, "maxretries");
  }

  /** Writes the row as the server shows it, without attributes. */
  ObjectNode toJson() {
    ObjectNode node = Json.object();
    node.put("processid", id);
    node.put("initiatorid", initiatorId);
    node.put("initiatorname", initiatorName);
    node.put("assignedexecutorid", assignedExecutorId);
    node.put("isassigned", assigned);
    node.put("state", state.code());
    node.put("prioritytime", priorityTime);
    node.put("submissiontime", Json.time(submissionTime));
    node.put("starttime", Json.time(startTime));
    node.put("endtime", Json.time(endTime));
    node.put("waitdeadline", Json.time(waitDeadline));
    node.put("execdeadline", Json.time(execDeadline));
    node.put("retries", retries);
    node.set("attributes", Json.array());
    node.set("spec", spec);
    node.put("waitforparents", waitForParents);
    node.set("parents", Json.MAPPER.valueToTree(parents));
    node.set("children", Json.MAPPER.valueToTree(children));
    node.put("processgraphid", graphId);
    node.set("in", in);
    node.set("out", out);
    node.set("errors", errors);
    return node;
  }

  static ProcessRow fromJson(JsonNode node) {
    ProcessRow row = new ProcessRow(Json.text(node, "processid"), Json.object(node, "spec"));
    row.initiatorId = Json.text(node, "initiatorid");
    row.initiatorName = Json.text(node, "initiatorname");
    row.assignedExecutorId = Json.text(node, "assignedexecutorid");
    row.assigned = Json.flag(node, "isassigned");
    row.state = ProcessState.ofCode((int) Json.number(node, "state"));
    row.priorityTime = Json.number(node, "prioritytime");
    row.submissionTime = Json.time(node, "submissiontime");
    row.startTime = Json.time(node, "starttime");
    row.endTime = Json.time(node, "endtime");
    row.waitDeadline = Json.time(node, "waitdeadline");
    row.execDeadline = Json.time(node, "execdeadline");
    row.retries = (int) Json.number(node, "retries");
    row.waitForParents = Json.flag(node, "waitforparents");
    row.parents = texts(Json.list(node, "parents"));
    row.children = texts(Json.list(node, "children"));
    row.graphId = Json.text(node, "processgraphid");
    row.in = Json.list(node, "in");
    row.out = Json.list(node, "out");
    row.errors = Json.list(node, "errors");
    return row;
  }

  private static List<String> texts(ArrayNode nodes) {
    List<String> values = new ArrayList<>(nodes.size());
    nodes.forEach(item -> values.add(item.stringValue("")));
    return values;
  }
}
