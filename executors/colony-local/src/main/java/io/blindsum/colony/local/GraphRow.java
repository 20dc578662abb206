package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A submitted workflow in the store. Guarded by the store's lock. */
final class GraphRow {
  final String id;
  final String colonyName;
  final String initiatorId;
  final String initiatorName;
  final List<String> roots = new ArrayList<>();
  final List<String> processIds = new ArrayList<>();
  ProcessState state = ProcessState.WAITING;
  @Nullable Instant submissionTime;
  @Nullable Instant startTime;
  @Nullable Instant endTime;

  GraphRow(String id, String colonyName, String initiatorId, String initiatorName) {
    this.id = id;
    this.colonyName = colonyName;
    this.initiatorId = initiatorId;
    this.initiatorName = initiatorName;
  }

  /** Writes the row as the server lists it, without what is drawn. */
  ObjectNode toJson() {
    ObjectNode node = Json.object();
    node.put("processgraphid", id);
    node.put("initiatorid", initiatorId);
    node.put("initiatorname", initiatorName);
    node.put("colonyname", colonyName);
    node.set("rootprocessids", Json.MAPPER.valueToTree(roots));
    node.put("state", state.code());
    node.put("submissiontime", Json.time(submissionTime));
    node.put("starttime", Json.time(startTime));
    node.put("endtime", Json.time(endTime));
    node.set("processids", Json.MAPPER.valueToTree(processIds));
    node.set("nodes", Json.array());
    node.set("edges", Json.array());
    return node;
  }

  static GraphRow fromJson(JsonNode node) {
    GraphRow row =
        new GraphRow(
            Json.text(node, "processgraphid"),
            Json.text(node, "colonyname"),
            Json.text(node, "initiatorid"),
            Json.text(node, "initiatorname"));
    Json.list(node, "rootprocessids").forEach(id -> row.roots.add(id.stringValue("")));
    Json.list(node, "processids").forEach(id -> row.processIds.add(id.stringValue("")));
    row.state = ProcessState.ofCode((int) Json.number(node, "state"));
    row.submissionTime = Json.time(node, "submissiontime");
    row.startTime = Json.time(node, "starttime");
    row.endTime = Json.time(node, "endtime");
    return row;
  }
}
