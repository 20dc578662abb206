package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Functions#COMBINE_SUBTOTALS}: those of {@link CombineRequest} in a form
 * that does not grow with the number of batches.
 *
 * @param run the run's nonce
 * @param study the study
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param partialResults the texts of partial results and subtotals
 * @param plans of the sites that contributed, in their short form
 * @param missing the sites that contributed nothing, and why
 */
public record TotalRequest(
    String run,
    String study,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    @JsonProperty("partials") List<String> partialResults,
    SignedPlans plans,
    List<MissingSite> missing) {
  /**
   * Checks every member.
   *
   * @throws MessageException naming the one that is malformed or too long
   */
  public TotalRequest {
    Check.hex("run", run);
    Check.name("study", study);
    Check.notEmpty("partials", partialResults);
    partialResults = Check.list("partials", partialResults);
    missing = Check.list("missing", missing);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static TotalRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.COMBINE_SUBTOTALS, arguments, TotalRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
