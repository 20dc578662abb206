package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Functions#COMBINE}.
 *
 * @param study the study
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param partials the texts of the partial results, as {@link Functions#REDUCE_BATCHES} gave them
 * @param plans the sites that contributed: every batch of theirs has to be in a partial result
 * @param missing the sites that contributed nothing, and why
 */
public record CombineRequest(
    String study,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    List<String> partials,
    List<SitePlan> plans,
    List<MissingSite> missing) {
  public CombineRequest {
    Check.name("study", study);
    Check.notEmpty("partials", partials);
    Check.notEmpty("plans", plans);
    partials = List.copyOf(partials);
    plans = List.copyOf(plans);
    missing = List.copyOf(missing);
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
