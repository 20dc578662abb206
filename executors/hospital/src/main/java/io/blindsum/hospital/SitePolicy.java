package io.blindsum.hospital;

import io.blindsum.colony.Process;
import io.blindsum.frame.Protection;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.question.text.Question;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a site lets leave, and for whom. Everything that is not listed is refused, and nothing in a
 * job can change it.
 *
 * @param minCohort the fewest rows that anything is answered about, at least 1
 * @param rule what may be shown of totals that the site is part of; the question and the other
 *     sites may want more
 * @param keys fingerprints of the approved public keys
 * @param approvedKeys the folder of the keys that were approved by {@code key approve}
 * @param sharedKeysOnly whether it answers under keys alone that holders share
 * @param initiators names or ids of those who may ask
 * @param stats the statistics that may be asked for
 * @param queries hashes of the only questions that may be asked; absent if the rest decides
 * @param where whether a condition may pick patients without being on that list
 * @param questionsADay how many questions are answered about a dataset under a key within 24 hours
 * @param protection what keeps single records from the holder of the private key
 * @param dominance how many percent of a sum one row may be; 100 for all of it
 * @param noise what is added to all totals; none if absent
 */
record SitePolicy(
    int minCohort,
    ReleaseRule rule,
    Set<String> keys,
    Optional<Path> approvedKeys,
    boolean sharedKeysOnly,
    Set<String> initiators,
    Set<String> stats,
    Optional<Set<String>> queries,
    boolean where,
    int questionsADay,
    Protection protection,
    int dominance,
    Optional<NoisePolicy> noise) {
  /** The statistics that every layout gives. */
  static final List<String> MOMENTS = List.of("count", "sum", "mean", "variance", "sd");

  /** All that a site may allow, by the names that questions have for them. */
  static final List<String> STATISTICS =
      List.of(
          "count", "sum", "mean", "variance", "sd", "hist", "table", "km", "rate", "corr", "ols");

  /** The least cohort unless the site says otherwise. */
  static final int DEFAULT_MIN_COHORT = 10;

  /** How many questions are answered within 24 hours unless the site says otherwise. */
  static final int DEFAULT_QUESTIONS_A_DAY = 100;

  SitePolicy {
    keys = Set.copyOf(keys);
    initiators = Set.copyOf(initiators);
    stats = Set.copyOf(stats);
    queries = queries.map(Set::copyOf);
  }

  /** Returns why who submitted a process may not ask; empty if they may. */
  Optional<String> initiatorRefusal(Process process) {
    boolean listed =
        initiators.contains(process.initiatorId()) || initiators.contains(process.initiatorName());
    return listed ? Optional.empty() : Optional.of("the initiator is not on the site's list");
  }

  /**
   * Returns why statistics are refused; empty if all are allowed. One of certain columns, such as
   * {@code hist(age,10)}, is on the list by its name.
   */
  Optional<String> statsRefusal(Collection<String> asked) {
    Collection<String> wanted = asked.isEmpty() ? MOMENTS : asked;
    return wanted.stream().map(text -> text.replaceFirst("\\(.*", "")).allMatch(stats::contains)
        ? Optional.empty()
        : Optional.of("a statistic is not on the site's list");
  }

  /** Returns why a question is refused, whatever its statistics; empty if it is not. */
  Optional<String> questionRefusal(Question question) {
    Optional<String> without = NoisePolicy.refusal(noise, question.limits().noise());
    if (without.isPresent()) {
      return without;
    }
    if (queries.isPresent()) {
      return queries.get().contains(question.hash())
          ? Optional.empty()
          : Optional.of("query " + question.hash() + " is not on the site's list");
    }
    return question.where().isEmpty() || where
        ? Optional.empty()
        : Optional.of("the site's policy allows no condition (where)");
  }

  /** Returns why what is no question of a study is refused; empty if it is not. */
  Optional<String> requestRefusal() {
    if (noise.isPresent()) {
      return NoisePolicy.refusal(noise, Optional.empty());
    }
    return queries.isEmpty()
        ? Optional.empty()
        : Optional.of("the site answers the queries on its list only");
  }

  /**
   * Returns the rule for the cells of an answer: smaller ones may leave where they are sealed to a
   * cloud that has to add those of two sites at least.
   */
  CellMinimum cells(Question question) {
    return new CellMinimum(minCohort, isPooled(question.limits().sitesMin()), dominance);
  }

  private boolean isPooled(int sitesMin) {
    return protection == Protection.SEALED && sitesMin > 1;
  }

  /** Says in one line whose cells are judged how, for people. */
  String cellWords() {
    return new CellMinimum(minCohort, isPooled(2), dominance).words();
  }
}
