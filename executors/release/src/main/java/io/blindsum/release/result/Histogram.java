package io.blindsum.release.result;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many values lie in each bin.
 *
 * @param asked what it was asked for as
 * @param of the group
 * @param n values
 * @param quantiles to the bin
 * @param bins in ascending order
 */
public record Histogram(Asked asked, Group of, Figure n, List<Member> quantiles, List<Bin> bins)
    implements Result {
  /**
   * One bin.
   *
   * @param from its least value
   * @param below what its values are less than
   * @param n values in it
   */
  public record Bin(BigDecimal from, BigDecimal below, Figure n) {
    private Row row() {
      return Row.of(
          new Key.Labels(
              List.of(
                  new Key.Label("from", from.toPlainString(), false),
                  new Key.Label("below", below.toPlainString(), false))),
          List.of(n));
    }
  }

  /** Keeps the lists. */
  public Histogram {
    quantiles = List.copyOf(quantiles);
    bins = List.copyOf(bins);
  }

  @Override
  public Optional<Group> group() {
    return Optional.of(of);
  }

  @Override
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    members.add(n);
    members.addAll(quantiles);
    if (!bins.isEmpty()) {
      members.add(new Member.Rows("bins", "Bins", bins.stream().map(Bin::row).toList()));
    }
    return members;
  }
}
