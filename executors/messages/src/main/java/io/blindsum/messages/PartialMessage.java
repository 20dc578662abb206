package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The sum of one batch number over the sites: what {@link ReduceRequest} is answered with.
 *
 * @param study the study
 * @param batch the number of the batches
 * @param attempt how often they were asked for before
 * @param digest the digest of the frame's trailer
 * @param frame base64 of one whole {@code .bsr} frame, whose manifest lists the batches' streams,
 *     or of its seal
 * @param batches what was added, each once
 * @param signer who signed; may be empty
 * @param signature may be empty
 */
public record PartialMessage(
    String study,
    int batch,
    int attempt,
    String digest,
    String frame,
    List<BatchReceipt> batches,
    String signer,
    String signature)
    implements Message {
  public PartialMessage {
    Check.name("study", study);
    Check.notNegative("batch", batch);
    Check.notNegative("attempt", attempt);
    Check.hex("digest", digest);
    Check.notEmpty("batches", batches);
    batches = List.copyOf(batches);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  /** Returns what messages call it, such as {@code partial result of batch 3}. */
  @JsonIgnore
  public String title() {
    return "partial result of batch " + batch;
  }

  /**
   * Returns the same result with another form of its frame; a signature covers the digest alone.
   */
  public PartialMessage withFrame(String text) {
    return new PartialMessage(study, batch, attempt, digest, text, batches, signer, signature);
  }

  @Override
  public PartialMessage signedBy(String newSigner, String newSignature) {
    return new PartialMessage(
        study, batch, attempt, digest, frame, batches, newSigner, newSignature);
  }
}
