package io.blindsum.release.rule;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Member;
import io.blindsum.stats.UndefinedStatisticException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Makes the figures that are computed from totals: the numbers, or a mark for each where one of the
 * totals is hidden, or why there are none.
 */
public final class Derived {
  private final Gate gate;
  private final boolean hidden;

  /**
   * Computes from totals.
   *
   * @param hidden whether one of them is hidden
   */
  public Derived(Gate gate, boolean hidden) {
    this.gate = gate;
    this.hidden = hidden;
  }

  /**
   * Returns figures.
   *
   * @param columns what they are
   * @param numbers their numbers in the same order; asked for only if they may be shown
   */
  public List<Member> figures(List<Column> columns, Supplier<List<? extends Number>> numbers) {
    if (hidden) {
      return columns.stream().map(column -> (Member) gate.derived(column)).toList();
    }
    try {
      List<? extends Number> found = numbers.get();
      return IntStream.range(0, columns.size())
          .mapToObj(i -> (Member) Figure.shown(columns.get(i), found.get(i)))
          .toList();
    } catch (UndefinedStatisticException e) {
      return List.of(new Member.Undefined(String.valueOf(e.getMessage())));
    }
  }

  /** Returns the same as one part with a name. */
  public Member part(
      String name, String title, List<Column> columns, Supplier<List<? extends Number>> numbers) {
    return new Member.Part(name, title, figures(columns, numbers));
  }

  /** Returns a figure in front of others, which may be undefined without it being so. */
  public static List<Member> with(Figure first, List<Member> others) {
    List<Member> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }
}
