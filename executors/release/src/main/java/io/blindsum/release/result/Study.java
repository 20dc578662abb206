package io.blindsum.release.result;

import java.util.List;
import java.util.Optional;

/**
 * What was asked, of whom, and under which key.
 *
 * @param name of the study
 * @param key its fingerprint
 * @param modulusBits of the key
 * @param backend what computed the decryption
 * @param insecure whether the key protects nothing: it is small or published
 * @param sites that gave records
 * @param rows that were added
 * @param rejected rows that were left out as bad data
 * @param weights of a weighted sum
 * @param query the question's hash, if the records were encrypted for one
 * @param question what totals were made
 */
public record Study(
    String name,
    String key,
    int modulusBits,
    String backend,
    boolean insecure,
    List<String> sites,
    long rows,
    long rejected,
    Optional<Weights> weights,
    Optional<String> query,
    Question question) {
  /** Keeps the sites. */
  public Study {
    sites = List.copyOf(sites);
  }

  /**
   * The weights of a weighted sum.
   *
   * @param sha256 64 hex digits that stand for them
   * @param sum of all
   * @param magnitude the sum of their magnitudes
   */
  public record Weights(String sha256, long sum, long magnitude) {}

  /**
   * Which totals were made.
   *
   * @param columns with their types
   * @param groupBy what makes the groups
   * @param statistics that took slots of their own
   * @param layout {@code wide}, {@code tall} or {@code partials}
   * @param maxRows the most rows that there was room for
   */
  public record Question(
      List<String> columns,
      List<String> groupBy,
      List<String> statistics,
      String layout,
      long maxRows) {
    /** Keeps the lists. */
    public Question {
      columns = List.copyOf(columns);
      groupBy = List.copyOf(groupBy);
      statistics = List.copyOf(statistics);
    }
  }
}
