package io.blindsum.colony.local;

import io.blindsum.colony.ProcessState;
import tools.jackson.databind.node.ObjectNode;

/** Makes the rows of notes attached to processes. Used under the store's lock. */
final class AttributeRows {
  /** The type of what a submitter sets as environment of a process. */
  static final long ENVIRONMENT = 3;

  private AttributeRows() {}

  /** Attaches a note; the same type and key twice is refused. */
  static ObjectNode add(Store store, ProcessRow process, long type, String name, String value) {
    String key = process.id + " " + type + " " + name;
    if (store.find(Store.ATTRIBUTE, key).isPresent()) {
      throw new RpcError(
          400, "pq: duplicate key value violates unique constraint \"prod_attributes_pkey\"");
    }
    ObjectNode attribute = Json.object();
    attribute.put("attributeid", store.newId());
    attribute.put("targetid", process.id);
    attribute.put("targetcolonyname", process.colonyName);
    attribute.put("targetprocessgraphid", process.graphId);
    attribute.put("state", ProcessState.WAITING.code());
    attribute.put("attributetype", type);
    attribute.put("key", name);
    attribute.put("value", value);
    store.save(Store.ATTRIBUTE, key, attribute);
    return attribute;
  }
}
