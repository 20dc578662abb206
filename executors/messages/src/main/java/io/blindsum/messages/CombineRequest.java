package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Functions#COMBINE}.
 *
 * @param run the run's nonce
 * @param study the study
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param partialResults the texts of the partial results, as {@link Functions#REDUCE_BATCHES} gave
 *     them
 * @param plans of the sites that contributed, as they signed them: every batch of theirs has to be
 *     in a partial result
 * @param missing the sites that contributed nothing, and why
 */
public record CombineRequest(
    String run,
    String study,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    @JsonProperty("partials") List<String> partialResults,
    List<Signed<PlanMessage>> plans,
    List<MissingSite> missing) {
  public CombineRequest {
    Check.hex("run", run);
    Check.name("study", study);
    Check.notEmpty("partials", partialResults);
    partialResults = Check.list("partials", partialResults);
    plans = Check.signed("plans", plans);
    missing = Check.list("missing", missing);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static CombineRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.COMBINE, arguments, CombineRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
