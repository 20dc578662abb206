package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The sum of one batch number over the sites: what {@link ReduceRequest} is answered with, beside
 * its frame, whose manifest lists the batches' streams.
 *
 * @param run the run's nonce
 * @param study the study
 * @param batch the number of the batches
 * @param attempt how often they were asked for before
 * @param digest the digest of the frame's trailer
 * @param receipts what was added, each once, as its site signed it
 */
public record PartialResultMessage(
    String run,
    String study,
    int batch,
    int attempt,
    String digest,
    List<Signed<BatchMessage>> receipts)
    implements Message {
  public PartialResultMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.number("batch", batch);
    Check.number("attempt", attempt);
    Check.hex("digest", digest);
    receipts = Check.signed("receipts", receipts);
  }

  /** Returns what messages call it, such as {@code partial result of batch 3}. */
  @JsonIgnore
  public String title() {
    return "partial result of batch " + batch;
  }
}
