package io.blindsum.colony.local;

import io.blindsum.colony.ExecutorState;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Decides which key may do what. Used under the store's lock. */
final class Membership {
  private final Store store;
  private final String serverOwnerId;

  Membership(Store store, String serverOwnerId) {
    this.store = store;
    this.serverOwnerId = serverOwnerId;
  }

  void requireServerOwner(String caller) {
    if (!caller.equals(serverOwnerId)) {
      throw new RpcError(403, "Access denied, not server owner");
    }
  }

  void requireColonyOwner(String caller, String colonyName) {
    if (!caller.equals(Json.text(requireColony(colonyName), "colonyid"))) {
      throw new RpcError(403, "Access denied, not colony owner");
    }
  }

  /** Lets users and approved executors of the colony pass. */
  void requireMember(String caller, String colonyName) {
    requireColony(colonyName);
    boolean approved =
        executor(caller)
            .filter(row -> Json.text(row, "colonyname").equals(colonyName))
            .filter(row -> stateOf(row) == ExecutorState.APPROVED)
            .isPresent();
    if (!approved && user(colonyName, caller).isEmpty()) {
      throw new RpcError(
          403, "Access denied, not a member of Colony with name <" + colonyName + ">");
    }
  }

  Optional<ObjectNode> executor(String id) {
    return store.find(Store.EXECUTOR, id);
  }

  Optional<ObjectNode> executorByName(String colonyName, String name) {
    return store.table(Store.EXECUTOR).values().stream()
        .filter(row -> Json.text(row, "colonyname").equals(colonyName))
        .filter(row -> Json.text(row, "executorname").equals(name))
        .findFirst();
  }

  Optional<ObjectNode> user(String colonyName, String id) {
    return store.find(Store.USER, userKey(colonyName, id));
  }

  /** Returns the name of an executor or user. */
  String nameOf(String colonyName, String id) {
    return executor(id)
        .map(row -> Json.text(row, "executorname"))
        .or(() -> user(colonyName, id).map(row -> Json.text(row, "name")))
        .orElse("");
  }

  static String userKey(String colonyName, String id) {
    return id + " " + colonyName;
  }

  static ExecutorState stateOf(ObjectNode executor) {
    return ExecutorState.ofCode((int) Json.number(executor, "state"));
  }

  private ObjectNode requireColony(String colonyName) {
    return store
        .find(Store.COLONY, colonyName)
        .orElseThrow(
            () -> new RpcError(403, "Colony with name <" + colonyName + "> does not exists"));
  }
}
