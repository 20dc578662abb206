package io.blindsum.release.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of counts, and what follows from it.
 *
 * @param asked what it was asked for as
 * @param of the group
 * @param n people in it
 * @param cells the counts
 * @param figures that are computed from them
 */
public record Table(Asked asked, Group of, Figure n, Member.Rows cells, List<Member> figures)
    implements Result {
  /** Keeps the figures. */
  public Table {
    figures = List.copyOf(figures);
  }

  @Override
  public Optional<Group> group() {
    return Optional.of(of);
  }

  @Override
  public List<Member> members() {
    List<Member> members = new ArrayList<>(List.of(n, cells));
    members.addAll(figures);
    return members;
  }
}
