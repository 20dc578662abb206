package io.blindsum.messages;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a site's plan came to, with its signature: how many batches of how many rows belong to a
 * result, in the site's own word.
 *
 * @param site the hospital
 * @param plan the id of the process that planned
 * @param dataset the dataset's name in the site's catalogue
 * @param queryHash the hash of the question that was answered
 * @param minCell the least count that the question lets be released
 * @param rows how many rows its batches hold
 * @param rejected how many rows were left out
 * @param ciphertexts how many ciphertexts the batches hold
 * @param batches how many batches there are
 * @param batchRows the most rows of a batch
 * @param protection one of {@link PlanMessage#PROTECTIONS}
 * @param source SHA-256 over the data and the options
 * @param signer who signed; may be empty
 * @param signature of {@link PlanMessage#signedBytes}; may be empty
 */
public record SitePlan(
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
    String protection,
    String source,
    String signer,
    String signature) {
  public SitePlan {
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
    Check.oneOf("protection", protection, PlanMessage.PROTECTIONS);
    Check.hex("source", source);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  /** Keeps of a plan what its result does not say elsewhere. */
  public static SitePlan of(PlanMessage plan) {
    return new SitePlan(
        plan.site(),
        plan.plan(),
        plan.dataset(),
        plan.queryHash(),
        plan.minCell(),
        plan.rows(),
        plan.rejected(),
        plan.ciphertexts(),
        plan.batches(),
        plan.batchRows(),
        plan.protection(),
        plan.source(),
        plan.signer(),
        plan.signature());
  }

  /** Returns the message that was signed. */
  public PlanMessage message(String study, String layout, String key) {
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
        signer,
        signature);
  }

  /** Returns the name of a batch. */
  public BatchName batch(int number) {
    return new BatchName(site, plan, number);
  }

  /** Returns the names of all its batches. */
  public List<BatchName> batchNames() {
    return IntStream.range(0, batches).mapToObj(this::batch).toList();
  }
}
