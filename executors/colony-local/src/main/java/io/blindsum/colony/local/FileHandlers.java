package io.blindsum.colony.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers messages about files: what they are called and where their objects lie. */
final class FileHandlers {
  private static final List<String> TEXTS =
      List.of("colonyname", "label", "name", "checksum", "checksumalg");
  private static final List<String> OBJECT_TEXTS =
      List.of(
          "server",
          "accesskey",
          "secretkey",
          "region",
          "encryptionkey",
          "encryptionalg",
          "object",
          "bucket");

  private final Store store;
  private final Membership membership;
  private long last;

  FileHandlers(Store store, Membership membership) {
    this.store = store;
    this.membership = membership;
    for (ObjectNode file : store.table(Store.FILE).values()) {
      last = Math.max(last, Json.number(file, "sequencenr"));
    }
  }

  Map<String, Handler> handlers() {
    return Map.of(
        "addfilemsg", Handler.of(this::add),
        "getfilemsg", Handler.of(this::get),
        "getfilesmsg", Handler.of(this::list),
        "removefilemsg", Handler.of(this::remove));
  }

  private JsonNode add(String caller, ObjectNode message) {
    ObjectNode given = Json.required(message, "file", "Failed to add file, msg.File is nil");
    membership.requireMember(caller, Json.text(given, "colonyname"));
    String id = store.newId();
    ObjectNode file = Json.object().put("fileid", id);
    TEXTS.forEach(member -> file.put(member, Json.text(given, member)));
    file.put("size", Json.number(given, "size"));
    file.put("sequencenr", ++last);
    ObjectNode object = Json.object();
    ObjectNode givenObject = Json.object(Json.object(given, "ref"), "s3object");
    OBJECT_TEXTS.forEach(member -> object.put(member, Json.text(givenObject, member)));
    object.put("port", Json.number(givenObject, "port"));
    object.put("tls", Json.flag(givenObject, "tls"));
    ObjectNode reference = Json.object().put("protocol", "s3");
    reference.set("s3object", object);
    file.set("ref", reference);
    file.put("added", Json.time(Instant.now()));
    store.save(Store.FILE, id, file);
    return file;
  }

  private JsonNode get(String caller, ObjectNode message) {
    String colony = Json.text(message, "colonyname");
    membership.requireMember(caller, colony);
    List<ObjectNode> found = named(message, 500, "malformatted get file msg");
    boolean byName = Json.text(message, "fileid").isEmpty();
    if (found.isEmpty()) {
      throw new RpcError(byName ? 404 : 400, "Failed to get file");
    }
    boolean one = byName && Json.flag(message, "latest");
    ArrayNode files = Json.array();
    for (int i = found.size() - 1; i >= (one ? found.size() - 1 : 0); i--) {
      files.add(found.get(i));
    }
    return files;
  }

  private JsonNode list(String caller, ObjectNode message) {
    String colony = Json.text(message, "colonyname");
    membership.requireMember(caller, colony);
    Map<String, ObjectNode> last = new LinkedHashMap<>();
    for (ObjectNode file : store.table(Store.FILE).values()) {
      if (isOf(file, colony) && same(file, message, "label")) {
        last.put(Json.text(file, "name"), file);
      }
    }
    ArrayNode entries = Json.array();
    for (ObjectNode file : last.values()) {
      ObjectNode entry = Json.object();
      entry.put("name", Json.text(file, "name"));
      entry.put("checksum", Json.text(file, "checksum"));
      entry.put("size", Json.number(file, "size"));
      ObjectNode object = Json.object(Json.object(file, "ref"), "s3object");
      entry.put("s3filename", Json.text(object, "object"));
      entries.add(entry);
    }
    return entries;
  }

  private JsonNode remove(String caller, ObjectNode message) {
    membership.requireMember(caller, Json.text(message, "colonyname"));
    for (ObjectNode file : named(message, 400, "malformatted remove file msg")) {
      store.remove(Store.FILE, Json.text(file, "fileid"));
    }
    return Json.object();
  }

  /** Returns the files that a message names by id, or by label and name, the oldest first. */
  private List<ObjectNode> named(ObjectNode message, int status, String malformed) {
    String colony = Json.text(message, "colonyname");
    String id = Json.text(message, "fileid");
    if (!id.isEmpty()) {
      return store.find(Store.FILE, id).filter(file -> isOf(file, colony)).stream().toList();
    }
    if (Json.text(message, "label").isEmpty() || Json.text(message, "name").isEmpty()) {
      throw new RpcError(status, malformed);
    }
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode file : store.table(Store.FILE).values()) {
      if (isOf(file, colony) && same(file, message, "label") && same(file, message, "name")) {
        found.add(file);
      }
    }
    return found;
  }

  private static boolean isOf(ObjectNode file, String colony) {
    return Json.text(file, "colonyname").equals(colony);
  }

  private static boolean same(ObjectNode file, ObjectNode message, String member) {
    return Json.text(file, member).equals(Json.text(message, member));
  }
}
