package io.blindsum.release.result;

import java.util.List;

/**
 * What the totals were made of, so that anyone can check it against the files.
 *
 * @param digest of the result's frame, SHA-256
 * @param protection of single records
 * @param blinding how the records were blinded
 * @param creator who added them
 * @param streams what was added, each once
 * @param signatures whose word it is; nobody's for totals without a receipt
 */
public record Receipt(
    String digest,
    String protection,
    String blinding,
    String creator,
    List<Stream> streams,
    List<Signature> signatures) {
  /** Keeps the lists. */
  public Receipt {
    streams = List.copyOf(streams);
    signatures = List.copyOf(signatures);
  }

  /**
   * One stream of records.
   *
   * @param site who made it; may be empty
   * @param id 32 hex digits
   * @param digest 64 hex digits that stand for all its bytes
   * @param rows in it
   * @param batches in it
   * @param ciphertexts in it, hidden with its rows
   */
  public record Stream(
      String site, String id, String digest, Figure rows, int batches, Figure ciphertexts) {}

  /**
   * Somebody whose word the result is.
   *
   * @param party such as {@code site r1}
   * @param signer the public half of the key; empty if nothing is signed
   * @param standing what the signature is worth
   */
  public record Signature(String party, String signer, String standing) {}
}
