package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Functions#REDUCE_BATCHES}.
 *
 * @param study the study
 * @param batch the number of the batches
 * @param attempt how often they were asked for before
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param layout the canonical text of the slot layout
 * @param expect the batches that have to be among the inputs, each once, and no other
 */
public record ReduceRequest(
    String study,
    int batch,
    int attempt,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    String layout,
    List<BatchName> expect) {
  public ReduceRequest {
    Check.name("study", study);
    Check.notNegative("batch", batch);
    Check.notNegative("attempt", attempt);
    Check.notEmpty("expect", expect);
    expect = List.copyOf(expect);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static ReduceRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.REDUCE_BATCHES, arguments, ReduceRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
