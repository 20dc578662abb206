package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Functions#SUBTOTAL}.
 *
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param terms what all plans of the run say alike; the signatures over them are looked at when the
 *     result is made
 * @param partialResults the texts of partial results and subtotals
 */
public record SubtotalRequest(
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    RunTerms terms,
    @JsonProperty("partials") List<String> partialResults) {
  /**
   * Checks the list.
   *
   * @throws MessageException if it is empty or too long
   */
  public SubtotalRequest {
    Check.notEmpty("partials", partialResults);
    partialResults = Check.list("partials", partialResults);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static SubtotalRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.SUBTOTAL, arguments, SubtotalRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
