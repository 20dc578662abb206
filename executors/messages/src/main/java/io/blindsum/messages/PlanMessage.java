package io.blindsum.messages;

import java.util.List;

/**
 * What a hospital answers to {@link PlanRequest}: its cohort is large enough and lies ready, cut
 * into batches.
 *
 * @param study the study
 * @param site the hospital
 * @param plan the id of the process that planned; batches are asked for under it
 * @param dataset the dataset's name in the site's catalogue
 * @param queryHash the hash of the question that was answered
 * @param minCell the least count that the question lets be released
 * @param rows how many rows the batches hold
 * @param rejected how many rows were left out
 * @param ciphertexts how many ciphertexts the batches will hold
 * @param batches how many batches there are, from 0
 * @param batchRows the most rows of a batch
 * @param layout the canonical text of the slot layout
 * @param key the fingerprint of the key
 * @param protection one of {@link #PROTECTIONS}
 * @param source SHA-256 over the data and the options
 * @param signer who signed; may be empty
 * @param signature may be empty
 */
public record PlanMessage(
    String study,
    String site,
    String plan,
    String dataset,
    String queryHash,
    int minCell,
    @Count long rows,
    @Count long rejected,
    @Count long ciphertexts,
    int batches,
    int batchRows,
    String layout,
    String key,
    String protection,
    String source,
    String signer,
    String signature)
    implements Message {
  /** The words for how single records are kept from the holder of the private key. */
  public static final List<String> PROTECTIONS = List.of("plain", "masked", "sealed");

  public PlanMessage {
    Check.name("study", study);
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.name("dataset", dataset);
    Check.hex("query_hash", queryHash);
    Check.positive("min_cell", minCell);
    Check.notNegative("rows", rows);
    Check.notNegative("rejected", rejected);
    Check.notNegative("ciphertexts", ciphertexts);
    Check.positive("batches", batches);
    Check.positive("batch_rows", batchRows);
    Check.hex("key", key);
    Check.oneOf("protection", protection, PROTECTIONS);
    Check.hex("source", source);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  @Override
  public PlanMessage signedBy(String newSigner, String newSignature) {
    return new PlanMessage(
        study,
        site,
        plan,
        dataset,
        queryHash,
        minCell,
        rows,
        rejected,
        ciphertexts,
        batches,
        batchRows,
        layout,
        key,
        protection,
        source,
        newSigner,
        newSignature);
  }
}
