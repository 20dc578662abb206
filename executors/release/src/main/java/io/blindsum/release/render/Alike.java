package io.blindsum.release.render;

import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Estimates;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Withheld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Results of one statistic that people read together: as one table if each is a row of figures, or
 * a single result with lists of its own.
 *
 * @param statistic its name
 * @param results one or more
 * @param isTable whether they are one table
 */
record Alike(String statistic, List<Result> results, boolean isTable) {
  /**
   * A row of the table.
   *
   * @param asked what it is a result of
   * @param group that it is about; empty if it is over all groups
   * @param row its figures
   */
  record Line(Asked asked, Optional<Group> group, Row row) {}

  /** Puts results together, in the order in which their statistics come first. */
  static List<Alike> of(List<Result> results) {
    Map<String, List<Result>> byStatistic = new LinkedHashMap<>();
    results.forEach(
        result ->
            byStatistic
                .computeIfAbsent(result.asked().statistic(), name -> new ArrayList<>())
                .add(result));
    List<Alike> all = new ArrayList<>();
    byStatistic.forEach(
        (name, alike) -> {
          if (alike.stream().allMatch(Alike::isFlat)) {
            all.add(new Alike(name, alike, true));
          } else {
            alike.forEach(result -> all.add(new Alike(name, List.of(result), false)));
          }
        });
    return all;
  }

  private static boolean isFlat(Result result) {
    return result instanceof Estimates
        || result.members().stream()
            .allMatch(
                member ->
                    member instanceof Figure
                        || member instanceof Member.Undefined
                        || member instanceof Member.LeftOut);
  }

  /** Returns the rows of the table. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Result result : results) {
      if (result instanceof Estimates estimates) {
        for (Row row : estimates.rows()) {
          lines.add(new Line(result.asked(), Optional.of((Group) row.key()), row));
        }
      } else {
        Group group = result.group().orElse(Group.ALL);
        lines.add(new Line(result.asked(), result.group(), new Row(group, result.members())));
      }
    }
    return lines;
  }

  /** Returns the single result that is no table. */
  Result single() {
    return results.get(0);
  }

  /** Tells whether nothing of the single result is shown. */
  boolean isWithheld() {
    return single() instanceof Withheld;
  }
}
