package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The encrypted totals of a study: what {@link CombineRequest} is answered with, or {@link
 * TotalRequest}, beside the frame of the totals, re-randomised.
 *
 * @param run the run's nonce
 * @param study the study
 * @param digest the digest of the frame's trailer
 * @param product SHA-256 over the totals before they were re-randomised, which anybody who has the
 *     batches can compute again
 * @param signedPlans what each site contributed, as it signed it; in the short form where roots
 *     stand for the batches
 * @param missing the sites that contributed nothing, and why
 * @param added every batch that was added, or what stands for those of each site
 */
public record ResultMessage(
    String run,
    String study,
    String digest,
    String product,
    @JsonProperty("plans") SignedPlans signedPlans,
    List<MissingSite> missing,
    @JsonProperty("receipts") AddedBatches added)
    implements Message {
  /**
   * Checks every member.
   *
   * @throws MessageException naming the one that is malformed or too long
   */
  public ResultMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.hex("digest", digest);
    Check.hex("product", product);
    missing = Check.list("missing", missing);
    Check.require(
        signedPlans.brief() != added.roots().isEmpty(),
        "receipts",
        "are in another form than the plans");
  }

  /** Makes a result with the receipt of each batch. */
  public ResultMessage(
      String run,
      String study,
      String digest,
      String product,
      List<Signed<PlanMessage>> plans,
      List<MissingSite> missing,
      List<Signed<BatchMessage>> receipts) {
    this(
        run,
        study,
        digest,
        product,
        new SignedPlans(plans, false),
        missing,
        new AddedBatches(receipts, List.of()));
  }

  /** Returns what each site contributed, as it signed it. */
  public List<Signed<PlanMessage>> plans() {
    return signedPlans.list();
  }

  /** Returns the receipt of each batch; none where roots stand for them. */
  public List<Signed<BatchMessage>> receipts() {
    return added.receipts();
  }

  /** Returns what stands for the batches of each site, in the order of the plans; may be none. */
  public List<String> roots() {
    return added.roots();
  }
}
