package io.blindsum.messages;

/**
 * A batch that was added, with its hospital's signature, which can be checked without the frame.
 *
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param batch its place in the plan, from 0
 * @param attempt how often it was asked for before
 * @param rows how many rows are encrypted in it
 * @param digest the digest of its frame's trailer
 * @param signer who signed; may be empty
 * @param signature of {@link BatchMessage#signedBytes}; may be empty
 */
public record BatchReceipt(
    String site,
    String plan,
    int batch,
    int attempt,
    @Count long rows,
    String digest,
    String signer,
    String signature) {
  public BatchReceipt {
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.notNegative("batch", batch);
    Check.notNegative("attempt", attempt);
    Check.notNegative("rows", rows);
    Check.hex("digest", digest);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  /** Returns which batch it is, whatever the attempt. */
  public BatchName name() {
    return new BatchName(site, plan, batch);
  }

  /** Returns the message that was signed, without its frame. */
  public BatchMessage message(String study, String key) {
    return new BatchMessage(
        study, site, plan, batch, attempt, rows, key, digest, "", signer, signature);
  }
}
