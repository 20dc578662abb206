package io.blindsum.messages;

import java.util.List;

/**
 * The encrypted totals of a study: what {@link CombineRequest} is answered with.
 *
 * @param study the study
 * @param digest the digest of the frame's trailer
 * @param frame base64 of one whole {@code .bsr} frame, re-randomised
 * @param product SHA-256 over the totals before they were re-randomised, which anybody who has the
 *     batches can compute again
 * @param sites what each site contributed
 * @param missing the sites that contributed nothing, and why
 * @param receipts every batch that was added, each once
 * @param signer who signed; may be empty
 * @param signature may be empty
 */
public record ResultMessage(
    String study,
    String digest,
    String frame,
    String product,
    List<SitePlan> sites,
    List<MissingSite> missing,
    List<BatchReceipt> receipts,
    String signer,
    String signature)
    implements Message {
  public ResultMessage {
    Check.name("study", study);
    Check.hex("digest", digest);
    Check.hex("product", product);
    Check.notEmpty("sites", sites);
    sites = List.copyOf(sites);
    missing = List.copyOf(missing);
    receipts = List.copyOf(receipts);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  /** Returns the same result without its frame, for which the digest stands. */
  public ResultMessage withoutFrame() {
    return new ResultMessage(
        study, digest, "", product, sites, missing, receipts, signer, signature);
  }

  @Override
  public ResultMessage signedBy(String newSigner, String newSignature) {
    return new ResultMessage(
        study, digest, frame, product, sites, missing, receipts, newSigner, newSignature);
  }
}
