package io.blindsum.messages;

/**
 * One encrypted batch: what {@link EncryptRequest} is answered with.
 *
 * @param study the study
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param batch its place in the plan, from 0
 * @param attempt how often it was asked for before
 * @param rows how many rows are encrypted in it
 * @param key the fingerprint of the key
 * @param digest the digest of the frame's trailer, which stands for every byte of the frame
 * @param frame base64 of one whole {@code .bsc} frame of one batch, or of its seal
 * @param signer who signed; may be empty
 * @param signature may be empty
 */
public record BatchMessage(
    String study,
    String site,
    String plan,
    int batch,
    int attempt,
    @Count long rows,
    String key,
    String digest,
    String frame,
    String signer,
    String signature)
    implements Message {
  public BatchMessage {
    Check.name("study", study);
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.notNegative("batch", batch);
    Check.notNegative("attempt", attempt);
    Check.notNegative("rows", rows);
    Check.hex("key", key);
    Check.hex("digest", digest);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  /** Returns which batch it is, whatever the attempt. */
  public BatchName name() {
    return new BatchName(site, plan, batch);
  }

  /** Returns what is kept of it when it was added. */
  public BatchReceipt receipt() {
    return new BatchReceipt(site, plan, batch, attempt, rows, digest, signer, signature);
  }

  /** Returns the same batch with another form of its frame; a signature covers the digest alone. */
  public BatchMessage withFrame(String text) {
    return new BatchMessage(
        study, site, plan, batch, attempt, rows, key, digest, text, signer, signature);
  }

  @Override
  public BatchMessage signedBy(String newSigner, String newSignature) {
    return new BatchMessage(
        study, site, plan, batch, attempt, rows, key, digest, frame, newSigner, newSignature);
  }
}
