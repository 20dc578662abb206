package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Functions#REDUCE_BATCHES}.
 *
 * @param run the run's nonce
 * @param study the study
 * @param batch the number of the batches
 * @param attempt how often they were asked for before
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param plans of the sites whose batch of this number has to be among the inputs, each once, and
 *     no other; as the sites signed them
 */
public record ReduceRequest(
    String run,
    String study,
    int batch,
    int attempt,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    List<Signed<PlanMessage>> plans) {
  public ReduceRequest {
    Check.hex("run", run);
    Check.name("study", study);
    Check.number("batch", batch);
    Check.number("attempt", attempt);
    plans = Check.signed("plans", plans);
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
