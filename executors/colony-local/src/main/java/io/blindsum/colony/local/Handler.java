package io.blindsum.colony.local;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers one type of message, under the store's lock. */
@FunctionalInterface
interface Handler {
  /** What is known of the other end while a request is held. */
  @FunctionalInterface
  interface Connection {
    /** Says whether the client still waits for its reply. */
    boolean isAlive();
  }

  /**
   * Answers a message.
   *
   * @param caller the id of the key that signed
   * @return the payload of the reply; an empty object where there is nothing to say
   * @throws RpcError to refuse
   */
  JsonNode handle(String caller, ObjectNode message, Connection connection);

  /** Reads, checks roles and answers without looking at the connection. */
  @FunctionalInterface
  interface Simple {
    JsonNode handle(String caller, ObjectNode message);
  }

  static Handler of(Simple simple) {
    return (caller, message, connection) -> simple.handle(caller, message);
  }
}
