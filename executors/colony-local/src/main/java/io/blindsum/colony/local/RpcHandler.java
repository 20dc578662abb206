package io.blindsum.colony.local;

import io.blindsum.colony.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Opens the envelope of a request, recovers who signed it, has it answered and seals the reply. */
final class RpcHandler {
  private final Store store;
  private final Map<String, Handler> handlers = new HashMap<>();

  RpcHandler(Store store) {
    this.store = store;
  }

  void add(Map<String, Handler> more) {
    handlers.putAll(more);
  }

  /**
   * A reply.
   *
   * @param status the HTTP status
   * @param body the envelope
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Reply(int status, byte[] body) {}

  Reply handle(byte[] body, Handler.Connection connection) {
    try {
      ObjectNode envelope = object(body);
      String type = Json.text(envelope, "payloadtype");
      JsonNode payload = answer(type, envelope, connection);
      return new Reply(200, envelope(type, payload, false));
    } catch (RpcError e) {
      return error(e.status(), String.valueOf(e.getMessage()));
    } catch (Json.WrongType e) {
      return error(400, "invalid JSON: member " + e.getMessage() + " has the wrong type");
    }
  }

  private JsonNode answer(String type, ObjectNode envelope, Handler.Connection connection) {
    String payload = Json.text(envelope, "payload");
    String caller = recover(payload, Json.text(envelope, "signature"));
    Handler handler = handlers.get(type);
    if (handler == null) {
      throw new RpcError(403, "invalid rpcMsg.PayloadType: " + type);
    }
    ObjectNode message = message(payload);
    if (!Json.text(message, "msgtype").equals(type)) {
      throw new RpcError(
          400, "Failed to handle " + type + ", msg.MsgType does not match payloadType");
    }
    store.lock.lock();
    try {
      return handler.handle(caller, message, connection);
    } finally {
      // Also after a refusal: a late close is refused and yet stores its output.
      store.commit();
      store.lock.unlock();
    }
  }

  private static String recover(String payload, String signature) {
    try {
      return Identity.recoverId(payload, signature);
    } catch (IllegalArgumentException e) {
      throw new RpcError(403, String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode message(String payload) {
    try {
      return object(Base64.getDecoder().decode(payload));
    } catch (IllegalArgumentException e) {
      throw new RpcError(400, "payload is not base64");
    }
  }

  private static ObjectNode object(byte[] text) {
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new RpcError(400, "invalid JSON: " + e.getOriginalMessage());
    }
    throw new RpcError(400, "invalid JSON: not an object");
  }

  static Reply error(int status, String message) {
    ObjectNode payload = Json.object().put("status", status).put("message", message);
    return new Reply(status, envelope("error", payload, true));
  }

  private static byte[] envelope(String type, JsonNode payload, boolean error) {
    byte[] json = Json.MAPPER.writeValueAsBytes(payload);
    String text =
        "{\"payloadtype\":"
            + Json.MAPPER.writeValueAsString(type)
            + ",\"payload\":\""
            + Base64.getEncoder().encodeToString(json)
            + "\",\"error\":"
            + error
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
