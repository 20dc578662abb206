package io.blindsum.release.statistic;

import io.blindsum.layout.StatisticTotals;
import io.blindsum.question.HistogramSpec;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Format;
import io.blindsum.release.result.Histogram.Bin;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Unit;
import io.blindsum.release.rule.Counts;
import io.blindsum.stats.Histogram;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How many values of a column lie in each bin, and its quantiles to the bin. */
final class Bins implements GroupStatistic {
  private static final List<BigDecimal> PROBABILITIES =
      Stream.of("0.25", "0.5", "0.75").map(BigDecimal::new).toList();

  private static final Declaration DECLARATION =
      new Declaration(
          "hist",
          "hist(COLUMN,WIDTH)",
          "Histograms",
          "one count a bin",
          "quantile: even spread within the bin",
          "",
          PROBABILITIES.stream()
              .map(p -> new Column("q" + p, title(p), Unit.VALUE, Format.REAL))
              .toList());

  private static String title(BigDecimal probability) {
    return probability.toString().equals("0.5") ? "Median" : "Quantile " + probability;
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public Optional<Result> of(StatisticTotals totals, InGroup group) {
    return totals instanceof StatisticTotals.Cells cells
            && cells.spec() instanceof HistogramSpec spec
        ? Optional.of(histogram(spec.histogram(cells.counts()), cells, group))
        : Optional.empty();
  }

  private static Result histogram(Histogram histogram, StatisticTotals.Cells cells, InGroup group) {
    Counts counts = group.counts(cells);
    List<Member> quantiles =
        counts
            .derived()
            .figures(
                DECLARATION.columns(),
                () ->
                    PROBABILITIES.stream().map(p -> histogram.quantile(p).interpolated()).toList());
    List<Bin> bins =
        IntStream.range(0, cells.counts().size())
            .mapToObj(
                i ->
                    new Bin(
                        histogram.edges().get(i),
                        histogram.edges().get(i + 1),
                        counts.figure(Columns.N, i)))
            .toList();
    return new io.blindsum.release.result.Histogram(
        InGroup.asked(cells),
        group.group(),
        group.n(cells),
        quantiles,
        group.isOfNobody(cells) ? List.of() : bins);
  }
}
