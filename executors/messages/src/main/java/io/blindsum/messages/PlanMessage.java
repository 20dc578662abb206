package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.blindsum.frame.ReleaseRule;

/**
 * What a hospital answers to {@link PlanRequest}: its cohort is large enough and lies ready, cut
 * into batches.
 *
 * @param terms what all plans of the run say alike
 * @param site the hospital
 * @param plan the id of the process that planned; batches are asked for under it
 * @param attempt how often the hospital was asked before in this run
 * @param minCohort the fewest rows that the hospital's own policy answers about
 * @param rule what the hospital's own policy lets be shown
 * @param rows how many rows the batches hold
 * @param rejected how many rows were left out
 * @param ciphertexts how many ciphertexts the batches will hold
 * @param batches how many batches there are, from 0; each has a row
 * @param batchRows the most rows of a batch
 * @param source SHA-256 over the data and the options
 */
public record PlanMessage(
    RunTerms terms,
    String site,
    String plan,
    int attempt,
    int minCohort,
    ReleaseRule rule,
    @Count long rows,
    @Count long rejected,
    @Count long ciphertexts,
    int batches,
    int batchRows,
    String source)
    implements Message {
  public PlanMessage {
    Check.name("site", site);
    Check.require(terms.asked().contains(site), "site", "is not among those that were asked");
    Check.hex("plan", plan);
    Check.number("attempt", attempt);
    Check.number("min_cohort", minCohort);
    Check.rule(rule);
    Check.number("rows", rows);
    Check.number("rejected", rejected);
    Check.number("ciphertexts", ciphertexts);
    Check.number("batches", batches);
    Check.require(batches <= rows, "batches", "are more than rows");
    Check.number("batch_rows", batchRows);
    Check.hex("source", source);
  }

  @Override
  @JsonIgnore
  public String study() {
    return terms.study();
  }

  @Override
  @JsonIgnore
  public String run() {
    return terms.run();
  }

  /** Returns the name of a batch. */
  public BatchName batch(int number) {
    return new BatchName(site, plan, number);
  }
}
