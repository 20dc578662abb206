package io.blindsum.holder;

import io.blindsum.frame.ReleaseRule;
import io.blindsum.messages.Check;
import io.blindsum.messages.RunPlans;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a holder opens. Everything that is not listed is refused, and nothing in a request can
 * change it.
 *
 * @param studies the hashes of the questions whose results may be opened, by study
 * @param rule what may be shown of a result at most
 * @param sitesMin the fewest sites that a result is of
 * @param questionsADay how many results of a study are opened within 24 hours
 */
public record HolderPolicy(
    Map<String, Set<String>> studies, ReleaseRule rule, int sitesMin, int questionsADay) {
  static final int DEFAULT_MIN_CELL = 10;
  static final int DEFAULT_SITES_MIN = 2;
  static final int DEFAULT_QUESTIONS_A_DAY = 10;

  /** Keeps the order of the studies. */
  public HolderPolicy {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    studies.forEach((study, hashes) -> copy.put(study, Set.copyOf(hashes)));
    studies = copy;
  }

  /**
   * Refuses a result that the policy does not let be opened.
   *
   * @param plans of the result, as the sites signed them
   * @param shown what would be shown of it
   * @throws io.blindsum.messages.MessageException in one line
   */
  void require(RunPlans plans, ReleaseRule shown) {
    String study = plans.terms().study();
    String hash = plans.terms().queryHash();
    Check.require(
        studies.getOrDefault(study, Set.of()).contains(hash),
        "studies",
        "question " + hash + " of study " + study + " is not on the holder's list");
    Check.require(
        plans.plans().size() >= sitesMin,
        "sites_min",
        "of " + plans.plans().size() + " sites, and this holder opens those of " + sitesMin);
    Check.require(
        keeps(shown, plans.released().rule()), "rule", "weaker than what the sites signed");
    Check.require(keeps(shown, rule), "rule", "weaker than the holder's own: " + rule.words());
  }

  private static boolean keeps(ReleaseRule rule, ReleaseRule least) {
    return rule.strictest(least).equals(rule);
  }
}
