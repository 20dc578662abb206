package io.blindsum.colony.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The handlers of a colony without its port and signatures. One key owns it and is its only
 * executor, to which a process of a workflow is assigned.
 */
final class HandlersAlone {
  private static final String EXECUTOR =
      "{\"executorid\":\"%s\",\"executortype\":\"t\",\"executorname\":\"e\",\"colonyname\":\"c\"}";
  private static final String WORKFLOW =
      "{\"colonyname\":\"c\",\"functionspecs\":[{\"nodename\":\"a\",\"funcname\":\"f\",\"channels\":"
          + "[\"ch\"],\"maxexectime\":9,\"conditions\":{\"executortype\":\"t\"}}]}";

  private final Map<String, Handler> handlers = new HashMap<>();
  private final Store store = Store.open(null);
  private final Deadlines deadlines;
  private boolean waits = true;
  private final String caller;
  private final String process;
  private final String graph;

  HandlersAlone(String caller) throws IOException {
    this.caller = caller;
    Membership membership = new Membership(store, caller);
    Channels channels = new Channels();
    GraphRules rules = new GraphRules(store);
    Scheduler scheduler = new Scheduler(store, rules, channels);
    ColonyHandlers colony = new ColonyHandlers(store, membership, scheduler, true);
    handlers.putAll(colony.handlers());
    handlers.putAll(new ProcessHandlers(store, membership, scheduler, colony).handlers());
    handlers.putAll(new GraphHandlers(store, membership, scheduler, rules).handlers());
    handlers.putAll(new NoteHandlers(store, membership, channels).handlers());
    handlers.put("assignprocessmsg", new AssignHandler(store, membership, scheduler));
    deadlines = new Deadlines(store, scheduler, colony, Duration.ofDays(1));
    call("addcolonymsg", "{\"colony\":{\"colonyid\":\"%s\",\"name\":\"c\"}}".formatted(caller));
    call("addexecutormsg", "{\"executor\":%s}".formatted(EXECUTOR.formatted(caller)));
    call("approveexecutormsg", "{\"colonyname\":\"c\",\"executorname\":\"e\"}");
    graph =
        call("submitworkflowspecmsg", "{\"spec\":%s}".formatted(WORKFLOW))
            .get("processgraphid")
            .stringValue();
    process =
        call("assignprocessmsg", "{\"colonyname\":\"c\",\"timeout\":-1}")
            .get("processid")
            .stringValue();
    // a request for work would be held as long as it asks for
    waits = false;
  }

  /**
   * Handles one line of a message type, a space, and JSON, in which {@code $ME}, {@code $PROCESS}
   * and {@code $GRAPH} stand for the ids. Refusals are fine; anything else is thrown.
   */
  void send(String line) {
    int space = line.indexOf(' ');
    if (space < 0 || !handlers.containsKey(line.substring(0, space))) {
      return;
    }
    String json =
        line.substring(space)
            .replace("$ME", caller)
            .replace("$PROCESS", process)
            .replace("$GRAPH", graph);
    try {
      call(line.substring(0, space), json);
    } catch (RpcError e) {
      assertThat(e.status()).isBetween(400, 500);
    } catch (Json.WrongType | JacksonException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  /** Asserts that whatever was let in comes out again, and that the clock gets over it. */
  void assertReadable() {
    deadlines.run();
    for (int state = 0; state < 5; state++) {
      String list = "{\"colonyname\":\"c\",\"count\":100,\"state\":%s}".formatted(state);
      send("getprocessesmsg " + list);
      send("getprocessgraphsmsg " + list);
    }
    send("getexecutorsmsg {\"colonyname\":\"c\"}");
    send("getfunctionsmsg {\"colonyname\":\"c\"}");
    send("getprocessgraphmsg {\"processgraphid\":\"$GRAPH\"}");
  }

  private JsonNode call(String type, String json) {
    if (!(Json.MAPPER.readTree(json) instanceof ObjectNode message)) {
      return Json.object();
    }
    Handler handler = handlers.getOrDefault(type, (c, m, connection) -> Json.object());
    store.lock.lock();
    try {
      return handler.handle(caller, message, () -> waits);
    } finally {
      store.commit();
      store.lock.unlock();
    }
  }
}
