package io.blindsum.release.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How columns vary together.
 *
 * @param asked what it was asked for as
 * @param of the group
 * @param figures of the whole
 * @param terms of a linear model, with their coefficients; none for a correlation
 */
public record Model(Asked asked, Group of, List<Member> figures, List<Row> terms)
    implements Result {
  /** Keeps the lists. */
  public Model {
    figures = List.copyOf(figures);
    terms = List.copyOf(terms);
  }

  @Override
  public Optional<Group> group() {
    return Optional.of(of);
  }

  @Override
  public List<Member> members() {
    List<Member> members = new ArrayList<>(figures);
    if (!terms.isEmpty()) {
      members.add(new Member.Rows("coefficients", "Coefficients", terms));
    }
    return members;
  }
}
