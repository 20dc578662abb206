package io.blindsum.release.rule;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Figure;
import java.util.List;
import java.util.stream.IntStream;

/** Counts that add up to the people of a group, with what becomes of each. */
public final class Counts {
  private final Gate gate;
  private final List<Long> counts;
  private final List<Release> releases;

  /**
   * Takes counts on which was decided.
   *
   * @param releases what becomes of each
   */
  public Counts(Gate gate, List<Long> counts, List<Release> releases) {
    this.gate = gate;
    this.counts = counts;
    this.releases = releases;
  }

  /** Tells whether every count is shown, so that what follows from them may be shown too. */
  public boolean isWhole() {
    return releases.stream().allMatch(release -> release == Release.SHOWN);
  }

  /** Returns one count. */
  public Figure figure(Column column, int index) {
    return gate.count(column, counts.get(index), releases.get(index));
  }

  /** Returns the sum of some counts, on which was decided as well. */
  public Figure sum(Column column, Release release, int... indices) {
    long sum = IntStream.of(indices).mapToLong(counts::get).sum();
    return gate.count(column, sum, release);
  }

  /** Returns figures that are computed from all counts: hidden ones if one of those is hidden. */
  public Derived derived() {
    return new Derived(gate, !isWhole());
  }
}
