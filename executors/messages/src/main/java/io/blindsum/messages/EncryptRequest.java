package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments of {@link Functions#ENCRYPT_BATCH}.
 *
 * @param run the run's nonce
 * @param plan the id of the process that planned
 * @param batch its place in the plan, from 0
 * @param attempt how often it was asked for before
 * @param publicKey that of the plan, as {@code SeedKeyFormat} writes it
 * @param files whether the frame is to lie in the site's object store; left out of a message where
 *     it travels inside
 */
public record EncryptRequest(
    String run,
    String plan,
    int batch,
    int attempt,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean files) {
  public EncryptRequest {
    Check.hex("run", run);
    Check.hex("plan", plan);
    Check.number("batch", batch);
    Check.number("attempt", attempt);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static EncryptRequest of(Map<String, Object> arguments) {
    Map<String, Object> whole = new LinkedHashMap<>(arguments);
    whole.putIfAbsent("files", false);
    return MessageJson.read(Functions.ENCRYPT_BATCH, whole, EncryptRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
