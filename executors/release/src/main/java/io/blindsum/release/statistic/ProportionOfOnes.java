package io.blindsum.release.statistic;

import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Unit;
import io.blindsum.stats.Proportion;
import java.util.List;
import java.util.Optional;

/** How many of each group have a 1 in a column of 0 and 1. */
final class ProportionOfOnes implements ColumnStatistic {
  private static final Declaration DECLARATION =
      new Declaration(
          "proportion",
          "proportion",
          "Proportions",
          "n and sum of a column of 0 and 1",
          "score interval",
          "Wilson 1927",
          List.of(
              Columns.N,
              new Column("hits", "With 1", Unit.PEOPLE, Format.WHOLE),
              new Column("proportion", "Proportion", Unit.NONE, Format.REAL),
              Columns.LOW,
              Columns.HIGH));

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(ColumnByGroup column) {
    if (!column.isBinary()) {
      return Optional.empty();
    }
    return Optional.of(
        column.estimates(
            DECLARATION,
            moments -> {
              Proportion found = new Proportion(moments.sum().longValueExact(), moments.n());
              return List.<Number>of(
                  found.hits(), found.estimate(), found.interval().low(), found.interval().high());
            }));
  }
}
