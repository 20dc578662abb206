package io.blindsum.colony.local;

import io.blindsum.colony.ExecutorState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers messages about colonies, users, executors and their functions. */
final class ColonyHandlers {
  private static final int ID_CHARS = 64;

  private final Store store;
  private final Membership membership;
  private final Scheduler scheduler;
  private final boolean allowReregister;

  ColonyHandlers(Store store, Membership membership, Scheduler scheduler, boolean allowReregister) {
    this.store = store;
    this.membership = membership;
    this.scheduler = scheduler;
    this.allowReregister = allowReregister;
  }

  Map<String, Handler> handlers() {
    return Map.ofEntries(
        Map.entry("addcolonymsg", Handler.of(this::addColony)),
        Map.entry("addusermsg", Handler.of(this::addUser)),
        Map.entry("addexecutormsg", Handler.of(this::addExecutor)),
        Map.entry("approveexecutormsg", Handler.of(this::approve)),
        Map.entry("removeexecutormsg", Handler.of(this::removeExecutor)),
        Map.entry("getexecutorsmsg", Handler.of(this::getExecutors)),
        Map.entry("addfunctionmsg", Handler.of(this::addFunction)),
        Map.entry("getfunctionsmsg", Handler.of(this::getFunctions)));
  }

  /** Unregisters an executor: its work is queued again, its functions and its membership end. */
  void unregister(ObjectNode executor) {
    setState(executor, ExecutorState.UNREGISTERED);
    String name = Json.text(executor, "executorname");
    String colony = Json.text(executor, "colonyname");
    List.copyOf(store.table(Store.FUNCTION).entrySet()).stream()
        .filter(entry -> isOf(entry.getValue(), colony, name))
        .forEach(entry -> store.remove(Store.FUNCTION, entry.getKey()));
    scheduler.requeueAllOf(Json.text(executor, "executorid"));
  }

  private JsonNode addColony(String caller, ObjectNode message) {
    membership.requireServerOwner(caller);
    ObjectNode given = Json.required(message, "colony", "Failed to add colony, colony is <nil>");
    String name = Json.text(given, "name");
    if (Json.text(given, "colonyid").length() != ID_CHARS) {
      throw new RpcError(400, "Failed to add colony, invalid colony Id length");
    }
    if (store.find(Store.COLONY, name).isPresent()) {
      throw new RpcError(400, "A Colony with name <" + name + "> already exists");
    }
    ObjectNode colony = Json.object();
    colony.put("colonyid", Json.text(given, "colonyid"));
    colony.put("name", name);
    store.save(Store.COLONY, name, colony);
    return colony;
  }

  private JsonNode addUser(String caller, ObjectNode message) {
    ObjectNode given = Json.required(message, "user", "Failed to add user, user is nil");
    String colony = Json.text(given, "colonyname");
    membership.requireColonyOwner(caller, colony);
    String name = Json.text(given, "name");
    String id = Json.text(given, "userid");
    boolean nameTaken =
        users(colony).stream().anyMatch(user -> Json.text(user, "name").equals(name));
    if (nameTaken) {
      throw taken("A user with name <" + name, colony);
    }
    if (membership.user(colony, id).isPresent()) {
      throw taken("A user with Id <" + id, colony);
    }
    ObjectNode user = Json.object();
    for (String member : List.of("colonyname", "userid", "name", "email", "phone")) {
      user.put(member, Json.text(given, member));
    }
    store.save(Store.USER, Membership.userKey(colony, id), user);
    return user;
  }

  private static RpcError taken(String what, String colony) {
    return new RpcError(400, what + "> already exists in Colony with name <" + colony + ">");
  }

  private List<ObjectNode> users(String colony) {
    return store.table(Store.USER).values().stream()
        .filter(user -> Json.text(user, "colonyname").equals(colony))
        .toList();
  }

  private JsonNode addExecutor(String caller, ObjectNode message) {
    ObjectNode given =
        Json.required(message, "executor", "Failed to add executor, executor is nil");
    String colony = Json.text(given, "colonyname");
    membership.requireColonyOwner(caller, colony);
    String name = Json.text(given, "executorname");
    String id = Json.text(given, "executorid");
    membership.executorByName(colony, name).ifPresent(old -> replace(old, colony, name));
    if (membership.executor(id).isPresent()) {
      throw new RpcError(
          400, "Executor not unique, both Name and ExecutorId must be unique within a Colony");
    }
    ObjectNode executor = Json.object();
    executor.put("executorid", id);
    executor.put("executortype", Json.text(given, "executortype"));
    executor.put("executorname", name);
    executor.put("colonyname", colony);
    executor.put("state", ExecutorState.PENDING.code());
    executor.put("requirefuncreg", false);
    executor.put("commissiontime", Json.time(Instant.now()));
    executor.put("lastheardfromtime", Json.time(null));
    executor.set("capabilities", Json.object(given, "capabilities"));
    store.save(Store.EXECUTOR, id, executor);
    return executor.deepCopy();
  }

  private void replace(ObjectNode old, String colony, String name) {
    if (!allowReregister) {
      throw new RpcError(
          400, "Executor with name <" + name + "> in Colony <" + colony + "> already exists");
    }
    unregister(old);
    store.remove(Store.EXECUTOR, Json.text(old, "executorid"));
  }

  private JsonNode approve(String caller, ObjectNode message) {
    setState(ownedExecutor(caller, message, "approve"), ExecutorState.APPROVED);
    return Json.object();
  }

  private JsonNode removeExecutor(String caller, ObjectNode message) {
    unregister(ownedExecutor(caller, message, "remove"));
    return Json.object();
  }

  private ObjectNode ownedExecutor(String caller, ObjectNode message, String verb) {
    ObjectNode executor =
        membership
            .executorByName(Json.text(message, "colonyname"), Json.text(message, "executorname"))
            .orElseThrow(
                () -> new RpcError(500, "Failed to " + verb + " executor, executor is nil"));
    membership.requireColonyOwner(caller, Json.text(executor, "colonyname"));
    return executor;
  }

  private void setState(ObjectNode executor, ExecutorState state) {
    executor.put("state", state.code());
    store.save(Store.EXECUTOR, Json.text(executor, "executorid"), executor);
  }

  private JsonNode getExecutors(String caller, ObjectNode message) {
    String colony = Json.text(message, "colonyname");
    membership.requireMember(caller, colony);
    ArrayNode list = Json.array();
    store.table(Store.EXECUTOR).values().stream()
        .filter(row -> Json.text(row, "colonyname").equals(colony))
        .forEach(row -> list.add(row.deepCopy()));
    return list;
  }

  private JsonNode addFunction(String caller, ObjectNode message) {
    ObjectNode given = Json.required(message, "fun", "Failed to add function, msg.Function is nil");
    String colony = Json.text(given, "colonyname");
    membership.requireMember(caller, colony);
    String name = Json.text(given, "executorname");
    ObjectNode executor =
        membership
            .executorByName(colony, name)
            .orElseThrow(
                () ->
                    new RpcError(
                        400,
                        "Failed to add function, Executor with name <"
                            + name
                            + "> does not exist"));
    if (!Json.text(executor, "executorid").equals(caller)) {
      throw new RpcError(403, "Not allowed to add a function to another executor");
    }
    ObjectNode function = Json.object();
    String id = store.newId();
    function.put("functionid", id);
    function.put("executorname", name);
    function.put("executortype", Json.text(executor, "executortype"));
    function.put("colonyname", colony);
    function.put("funcname", Json.text(given, "funcname"));
    function.put("description", Json.text(given, "description"));
    function.set("args", Json.list(given, "args"));
    function.put("counter", 0);
    store.save(Store.FUNCTION, id, function);
    return function.deepCopy();
  }

  private JsonNode getFunctions(String caller, ObjectNode message) {
    String colony = Json.text(message, "colonyname");
    membership.requireMember(caller, colony);
    String executor = Json.text(message, "executorname");
    ArrayNode list = Json.array();
    store.table(Store.FUNCTION).values().stream()
        .filter(row -> Json.text(row, "colonyname").equals(colony))
        .filter(row -> executor.isEmpty() || isOf(row, colony, executor))
        .forEach(row -> list.add(row.deepCopy()));
    return list;
  }

  /** Counts a success for the statistics of a function. */
  void countSuccess(String executorId, ProcessRow process) {
    String name =
        membership.executor(executorId).map(row -> Json.text(row, "executorname")).orElse("");
    String function = Json.text(process.spec, "funcname");
    List.copyOf(store.table(Store.FUNCTION).values()).stream()
        .filter(row -> isOf(row, process.colonyName, name))
        .filter(row -> Json.text(row, "funcname").equals(function))
        .forEach(
            row -> {
              row.put("counter", Json.number(row, "counter") + 1);
              store.save(Store.FUNCTION, Json.text(row, "functionid"), row);
            });
  }

  private static boolean isOf(ObjectNode function, String colony, String executor) {
    return Json.text(function, "executorname").equals(executor)
        && Json.text(function, "colonyname").equals(colony);
  }
}
