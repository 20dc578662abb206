package io.blindsum.messages;

import io.blindsum.frame.ReleaseRule;
import java.util.List;

/**
 * What every plan of one run says alike: what was asked of whom, and under which rules the answer
 * may be released. Each site signs all of it.
 *
 * @param run the run's nonce
 * @param study the study
 * @param dataset the dataset's name in the sites' catalogues
 * @param queryHash the hash of the question
 * @param asked the hospitals that were asked, each once
 * @param sitesMin the fewest hospitals whose sum may be released
 * @param rule what the question lets be shown
 * @param layout the canonical text of the slot layout
 * @param key the fingerprint of the key
 * @param protection one of {@link #PROTECTIONS}
 */
public record RunTerms(
    String run,
    String study,
    String dataset,
    String queryHash,
    List<String> asked,
    int sitesMin,
    ReleaseRule rule,
    String layout,
    String key,
    String protection) {
  /** The words for how single records are kept from the holder of the private key. */
  public static final List<String> PROTECTIONS = List.of("plain", "masked", "sealed");

  public RunTerms {
    Check.hex("run", run);
    Check.name("study", study);
    Check.name("dataset", dataset);
    Check.hex("query_hash", queryHash);
    asked = Check.names("asked", asked);
    Check.number("sites_min", sitesMin);
    Check.require(sitesMin <= asked.size(), "sites_min", "is more than were asked");
    Check.rule(rule);
    Check.text("layout", layout);
    Check.hex("key", key);
    Check.oneOf("protection", protection, PROTECTIONS);
  }
}
