package io.blindsum.release.result;

import java.util.List;
import java.util.stream.Collectors;

/** A part of what a statistic found, in the order that every format keeps. */
public sealed interface Member
    permits Figure, Member.Part, Member.Rows, Member.Undefined, Member.LeftOut {
  /**
   * Figures that belong together, such as a ratio with its interval.
   *
   * @param name for programs
   * @param title for people
   * @param members figures, or why there are none
   */
  record Part(String name, String title, List<Member> members) implements Member {
    /** Keeps the members. */
    public Part {
      members = List.copyOf(members);
    }
  }

  /**
   * A list of alike things.
   *
   * @param name for programs
   * @param title for people
   * @param rows one for each thing
   */
  record Rows(String name, String title, List<Row> rows) implements Member {
    /** Keeps the rows. */
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Why there are no more figures.
   *
   * @param reason what the totals lack
   */
  record Undefined(String reason) implements Member {}

  /**
   * The groups that a test does not compare: those of rows without a value of what makes the
   * groups, and those of nobody.
   *
   * @param groups at least one
   */
  record LeftOut(List<Group> groups) implements Member {
    /** The name for programs. */
    public static final String NAME = "left_out";

    /** Keeps the groups. */
    public LeftOut {
      groups = List.copyOf(groups);
    }

    /** Returns the groups in words. */
    public String text() {
      return groups.stream().map(Group::text).collect(Collectors.joining("; "));
    }
  }
}
