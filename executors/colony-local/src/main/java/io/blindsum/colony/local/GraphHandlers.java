package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers messages about workflows. */
final class GraphHandlers {
  private final Store store;
  private final Membership membership;
  private final Scheduler scheduler;
  private final GraphRules rules;

  GraphHandlers(Store store, Membership membership, Scheduler scheduler, GraphRules rules) {
    this.store = store;
    this.membership = membership;
    this.scheduler = scheduler;
    this.rules = rules;
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "submitworkflowspecmsg", Handler.of(this::submit),
        "getprocessgraphmsg", Handler.of(this::getGraph),
        "getprocessgraphsmsg", Handler.of(this::getGraphs),
        "cancelprocessgraphmsg", Handler.of(this::cancel));
  }

  private JsonNode submit(String caller, ObjectNode message) {
    ObjectNode workflow =
        Json.required(message, "spec", "Failed to submit workflow, msg.WorkflowSpec is nil");
    String colony = Json.text(workflow, "colonyname");
    membership.requireMember(caller, colony);
    Map<String, ProcessRow> nodes = nodes(Json.list(workflow, "functionspecs"), colony);
    connect(nodes);
    GraphRow graph = new GraphRow(store.newId(), colony, caller, membership.nameOf(colony, caller));
    for (ProcessRow row : nodes.values()) {
      row.initiatorId = caller;
      row.initiatorName = graph.initiatorName;
      row.graphId = graph.id;
      row.waitForParents = !row.parents.isEmpty();
      graph.processIds.add(row.id);
      if (row.parents.isEmpty()) {
        graph.roots.add(row.id);
      }
      scheduler.submit(row);
    }
    ObjectNode reply = graph.toJson();
    graph.submissionTime = Instant.now();
    store.save(graph);
    return reply;
  }

  private Map<String, ProcessRow> nodes(ArrayNode specs, String colony) {
    Map<String, ProcessRow> nodes = new LinkedHashMap<>();
    for (JsonNode given : specs) {
      ObjectNode spec = SpecForm.normalise(given);
      if (Json.number(spec, "maxexectime") == 0) {
        spec.put("maxexectime", -1);
      }
      Json.object(spec, "conditions").put("colonyname", colony);
      ProcessRow row = new ProcessRow(store.newId(), spec);
      if (row.nodeName().isEmpty()) {
        throw new RpcError(500, "Nodename is missing, check function spec for errors");
      }
      if (nodes.put(row.nodeName(), row) != null) {
        throw new RpcError(500, "Duplicate nodename: " + row.nodeName());
      }
    }
    return nodes;
  }

  private static void connect(Map<String, ProcessRow> nodes) {
    for (ProcessRow row : nodes.values()) {
      for (JsonNode dependency : Json.list(row.spec.path("conditions"), "dependencies")) {
        ProcessRow parent = nodes.get(dependency.stringValue(""));
        if (parent == null) {
          throw new RpcError(
              500,
              "Failed to submit workflow, invalid dependencies, are you depending on a nodename"
                  + " that does not exits?");
        }
        row.parents.add(parent.id);
        parent.children.add(row.id);
      }
    }
  }

  private JsonNode getGraph(String caller, ObjectNode message) {
    GraphRow graph = named(caller, message, "get");
    ObjectNode node = graph.toJson();
    ArrayNode nodes = Json.array();
    ArrayNode edges = Json.array();
    for (ProcessRow row : rules.processesOf(graph)) {
      ObjectNode drawn = nodes.addObject();
      drawn.put("id", row.id);
      drawn.putObject("data").put("label", row.nodeName());
      for (String child : row.children) {
        ObjectNode edge = edges.addObject();
        edge.put("id", row.id + "-" + child);
        edge.put("source", row.id);
        edge.put("target", child);
        edge.put("animated", false);
      }
    }
    node.set("nodes", nodes);
    node.set("edges", edges);
    return node;
  }

  private JsonNode getGraphs(String caller, ObjectNode message) {
    String colony = Json.text(message, "colonyname");
    membership.requireMember(caller, colony);
    ProcessHandlers.requireCount(message);
    ProcessState state =
        ProcessHandlers.state(message).orElseThrow(() -> new RpcError(400, "invalid msg.State"));
    ArrayNode list = Json.array();
    Comparator<GraphRow> oldestFirst =
        Comparator.comparing(row -> row.submissionTime == null ? Instant.MIN : row.submissionTime);
    StreamSupport.stream(store.graphs().spliterator(), false)
        .filter(row -> row.state == state && row.colonyName.equals(colony))
        .sorted(oldestFirst.reversed())
        .limit(Json.number(message, "count"))
        .forEach(row -> list.add(row.toJson()));
    return list;
  }

  private JsonNode cancel(String caller, ObjectNode message) {
    GraphRow graph = named(caller, message, "cancel");
    for (ProcessRow row : rules.processesOf(graph)) {
      if (!row.state.isFinal()) {
        scheduler.cancel(row);
      }
    }
    rules.enter(graph, ProcessState.CANCELLED);
    return Json.object();
  }

  private GraphRow named(String caller, ObjectNode message, String verb) {
    GraphRow graph =
        store
            .graph(Json.text(message, "processgraphid"))
            .orElseThrow(
                () -> new RpcError(500, "Failed to " + verb + " processgraph, graph is nil"));
    membership.requireMember(caller, graph.colonyName);
    return graph;
  }
}
