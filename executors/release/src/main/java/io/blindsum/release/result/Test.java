package io.blindsum.release.result;

import java.util.ArrayList;
import java.util.List;

/**
 * A test between groups.
 *
 * @param asked what it was asked for as
 * @param figures of the test
 * @param groups what it found in each group; none for a test that says nothing of single groups
 */
public record Test(Asked asked, List<Member> figures, List<Row> groups) implements Result {
  /** Keeps the lists. */
  public Test {
    figures = List.copyOf(figures);
    groups = List.copyOf(groups);
  }

  @Override
  public List<Member> members() {
    List<Member> members = new ArrayList<>(figures);
    if (!groups.isEmpty()) {
      members.add(new Member.Rows("groups", "Groups", groups));
    }
    return members;
  }
}
