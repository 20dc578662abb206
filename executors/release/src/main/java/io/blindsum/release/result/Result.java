package io.blindsum.release.result;

import java.util.List;
import java.util.Optional;

/** What one statistic found, in one group or over all of them. */
public sealed interface Result
    permits Estimates, Histogram, Model, Survival, Table, Test, Withheld {
  /** Returns what it was asked for as. */
  Asked asked();

  /** Returns the group that it is about; empty if it is over all groups. */
  default Optional<Group> group() {
    return Optional.empty();
  }

  /** Returns all that was found, in the order that every format keeps. */
  List<Member> members();

  /** Returns its name for headings: the statistic, and the group if it is one of several. */
  default String title() {
    return group()
        .filter(group -> !group.isAll())
        .map(g -> asked() + ", " + g.text())
        .orElse(asked().toString());
  }
}
