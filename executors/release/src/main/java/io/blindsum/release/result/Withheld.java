package io.blindsum.release.result;

import java.util.List;
import java.util.Optional;

/**
 * A result of which nothing is shown.
 *
 * @param asked what it was asked for as
 * @param group that it is about; empty if it is over all groups
 * @param n the mark of how many people it is about; the only figure
 */
public record Withheld(Asked asked, Optional<Group> group, Figure n) implements Result {
  @Override
  public List<Member> members() {
    return List.of(n);
  }
}
