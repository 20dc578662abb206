package io.blindsum.colony.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the messages of processes that wait or run, in memory only. Used under the store's lock.
 *
 * <p>A process may send 100 messages a second after a burst of 500; a message has at most 10 MiB
 * and a channel at most 10,000 entries.
 */
final class Channels {
  private static final int MAX_PAYLOAD_BYTES = 10 << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final double MESSAGES_PER_SECOND = 100;
  private static final double BURST = 500;

  private final Map<String, ProcessChannels> byProcess = new HashMap<>();

  /** Appends; entries are ordered by sender and the sender's number, equal ones as they came. */
  void append(ProcessRow process, String sender, JsonNode message) {
    List<ObjectNode> log = log(process, message);
    requireParty(process, sender, "write to");
    byte[] payload = decode(Json.text(message, "payload"));
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new RpcError(500, "message payload exceeds maximum size");
    }
    if (!channelsOf(process).takeToken()) {
      throw new RpcError(500, "rate limit exceeded");
    }
    if (log.size() >= MAX_ENTRIES) {
      throw new RpcError(500, "channel log is full");
    }
    ObjectNode entry = entry(sender, message);
    int at = log.size();
    while (at > 0 && comesBefore(entry, log.get(at - 1))) {
      at--;
    }
    log.add(at, entry);
  }

  /** Reads from a position in the log on. */
  ArrayNode read(ProcessRow process, String reader, JsonNode message) {
    List<ObjectNode> log = log(process, message);
    requireParty(process, reader, "read from");
    ArrayNode entries = Json.array();
    long limit = Json.number(message, "limit");
    log.stream()
        .skip(Math.max(0, Json.number(message, "afterseq")))
        .limit(limit > 0 ? limit : MAX_ENTRIES)
        .forEach(entries::add);
    return entries;
  }

  /** Drops the channels of a process that ended. */
  void forget(String processId) {
    byProcess.remove(processId);
  }

  private List<ObjectNode> log(ProcessRow process, JsonNode message) {
    String name = Json.text(message, "name");
    boolean declared = false;
    for (JsonNode channel : process.spec.path("channels")) {
      declared |= channel.stringValue("").equals(name);
    }
    if (!declared || process.state.isFinal()) {
      throw new RpcError(404, "Channel not found");
    }
    return channelsOf(process).logs.computeIfAbsent(name, n -> new ArrayList<>());
  }

  private ProcessChannels channelsOf(ProcessRow process) {
    return byProcess.computeIfAbsent(process.id, id -> new ProcessChannels());
  }

  private static void requireParty(ProcessRow process, String id, String what) {
    if (!id.equals(process.initiatorId) && !id.equals(process.assignedExecutorId)) {
      throw new RpcError(403, "Not authorized to " + what + " channel");
    }
  }

  private static byte[] decode(String payload) {
    try {
      return Base64.getDecoder().decode(payload);
    } catch (IllegalArgumentException e) {
      throw new RpcError(400, "Failed to append to channel, invalid JSON");
    }
  }

  private static ObjectNode entry(String sender, JsonNode message) {
    ObjectNode entry = Json.object();
    entry.put("sequence", Json.number(message, "sequence"));
    if (Json.number(message, "inreplyto") != 0) {
      entry.put("inreplyto", Json.number(message, "inreplyto"));
    }
    entry.put("timestamp", Instant.now().toString());
    entry.put("senderid", sender);
    entry.put("payload", Json.text(message, "payload"));
    String type = Json.text(message, "payloadtype");
    entry.put("type", type.isEmpty() ? "data" : type);
    return entry;
  }

  private static boolean comesBefore(ObjectNode a, ObjectNode b) {
    int bySender = Json.text(a, "senderid").compareTo(Json.text(b, "senderid"));
    return bySender != 0 ? bySender < 0 : Json.number(a, "sequence") < Json.number(b, "sequence");
  }

  private static final class ProcessChannels {
    final Map<String, List<ObjectNode>> logs = new HashMap<>();
    private double tokens = BURST;
    private long refilledNanos = System.nanoTime();

    boolean takeToken() {
      long now = System.nanoTime();
      tokens = Math.min(BURST, tokens + (now - refilledNanos) / 1e9 * MESSAGES_PER_SECOND);
      refilledNanos = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
