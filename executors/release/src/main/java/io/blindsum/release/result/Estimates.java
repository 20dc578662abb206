package io.blindsum.release.result;

import java.util.List;

/**
 * One estimate for each group, side by side.
 *
 * @param asked what it was asked for as
 * @param rows one for each group
 */
public record Estimates(Asked asked, List<Row> rows) implements Result {
  /** Keeps the rows. */
  public Estimates {
    rows = List.copyOf(rows);
  }

  @Override
  public List<Member> members() {
    return List.of(new Member.Rows("groups", "Groups", rows));
  }
}
