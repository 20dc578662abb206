package io.blindsum.release.result;

import java.util.List;

/**
 * One row of a list.
 *
 * @param key what it is about
 * @param members its figures, or why there are none
 */
public record Row(Key key, List<Member> members) {
  /** Keeps the members. */
  public Row {
    members = List.copyOf(members);
  }

  /** Returns a row of figures. */
  public static Row of(Key key, List<Figure> figures) {
    return new Row(key, List.copyOf(figures));
  }

  /** Returns its figures. */
  public List<Figure> figures() {
    return members.stream().filter(Figure.class::isInstance).map(Figure.class::cast).toList();
  }

  /** Tells whether no number of it is shown. */
  public boolean isHidden() {
    return !figures().isEmpty() && figures().stream().allMatch(Figure::isHidden);
  }
}
