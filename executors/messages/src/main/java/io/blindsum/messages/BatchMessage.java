package io.blindsum.messages;

import io.blindsum.frame.SummedStream;

/**
 * One encrypted batch: what {@link EncryptRequest} is answered with, beside its frame. Without the
 * frame it is the receipt of the batch.
 *
 * @param run the run's nonce
 * @param study the study
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param batch its place in the plan, from 0
 * @param attempt how often it was asked for before
 * @param rows how many rows are encrypted in it
 * @param rejected how many rows were left out since the batch before
 * @param ciphertexts how many ciphertexts it holds
 * @param stream the id of the frame's stream, 32 hex digits
 * @param key the fingerprint of the key
 * @param digest the digest of the frame's trailer, which stands for every byte of the frame
 */
public record BatchMessage(
    String run,
    String study,
    String site,
    String plan,
    int batch,
    int attempt,
    @Count long rows,
    @Count long rejected,
    @Count long ciphertexts,
    String stream,
    String key,
    String digest)
    implements Message {
  public BatchMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.number("batch", batch);
    Check.number("attempt", attempt);
    Check.number("rows", rows);
    Check.number("rejected", rejected);
    Check.number("ciphertexts", ciphertexts);
    Check.require(stream.matches("[0-9a-f]{32}"), "stream", "is not 32 lowercase hex digits");
    Check.hex("key", key);
    Check.hex("digest", digest);
  }

  /** Returns which batch it is, whatever the attempt. */
  public BatchName name() {
    return new BatchName(site, plan, batch);
  }

  /** Returns what the manifest of a sum with this batch says of it. */
  public SummedStream summed() {
    return new SummedStream(
        stream, digest, name().sourceDigest(study), site, rows, rejected, ciphertexts, 1);
  }
}
