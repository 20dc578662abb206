package io.blindsum.release.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be shown of the totals of a study: everything that is printed or drawn is taken from
 * here.
 *
 * @param study what was asked
 * @param leastCount the least count of people that is shown, besides 0
 * @param rounding what counts are multiples of; 1 for exact ones
 * @param noise that every total has; absent for exact ones
 * @param groups the totals of each group
 * @param results of the statistics: those of each column first
 * @param proof of what the hidden counts are safe from
 * @param receipt what the totals were made of
 */
public record ReleasedResult(
    Study study,
    long leastCount,
    long rounding,
    Optional<Noise> noise,
    List<GroupResult> groups,
    List<Result> results,
    Proof proof,
    Receipt receipt) {
  /** Keeps the lists. */
  public ReleasedResult {
    groups = List.copyOf(groups);
    results = List.copyOf(results);
  }

  /** Returns the same result as the word of others. */
  public ReleasedResult withSignatures(List<Receipt.Signature> signatures) {
    Receipt signed =
        new Receipt(
            receipt.digest(),
            receipt.protection(),
            receipt.blinding(),
            receipt.creator(),
            receipt.streams(),
            signatures);
    return new ReleasedResult(study, leastCount, rounding, noise, groups, results, proof, signed);
  }

  /** Tells whether no number is the exact one. */
  public boolean isRounded() {
    return rounding > 1;
  }

  /** Returns what its numbers are: {@code exact}, rounded to something, or with noise. */
  public String precision() {
    return noise.map(Noise::mark).orElse(isRounded() ? "rounded to " + rounding : "exact");
  }

  /** Returns in one line what hidden counts are safe from. */
  public String audit() {
    return noise.isPresent()
        ? ("audit: %s of %s counts are small and hidden; each has noise of its own, so none tells"
                + " another")
            .formatted(proof.hidden(), proof.counts())
        : proof.text(leastCount);
  }

  /**
   * Returns in a line each what was proved, and how counts are rounded or which noise they have.
   */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(List.of(audit()));
    if (isRounded()) {
      remarks.add(
          "rounding: every count is a multiple of %s, and all else follows from such counts"
              .formatted(rounding));
    }
    noise.ifPresent(added -> remarks.add("noise: " + added.words()));
    return remarks;
  }

  /** Returns the columns that make the groups. */
  public List<String> groupColumns() {
    return List.copyOf(groups.get(0).group().values().keySet());
  }
}
