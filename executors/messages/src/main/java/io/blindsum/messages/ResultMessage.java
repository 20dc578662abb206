package io.blindsum.messages;

import java.util.List;

/**
 * The encrypted totals of a study: what {@link CombineRequest} is answered with, beside the frame
 * of the totals, re-randomised.
 *
 * @param run the run's nonce
 * @param study the study
 * @param digest the digest of the frame's trailer
 * @param product SHA-256 over the totals before they were re-randomised, which anybody who has the
 *     batches can compute again
 * @param plans what each site contributed, as it signed it
 * @param missing the sites that contributed nothing, and why
 * @param receipts every batch that was added, each once, as its site signed it
 */
public record ResultMessage(
    String run,
    String study,
    String digest,
    String product,
    List<Signed<PlanMessage>> plans,
    List<MissingSite> missing,
    List<Signed<BatchMessage>> receipts)
    implements Message {
  public ResultMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.hex("digest", digest);
    Check.hex("product", product);
    plans = Check.signed("plans", plans);
    missing = Check.list("missing", missing);
    receipts = Check.signed("receipts", receipts);
  }
}
