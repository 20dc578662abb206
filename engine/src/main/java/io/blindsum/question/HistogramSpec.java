package io.blindsum.question;

import io.blindsum.stats.Histogram;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rows have a value in each band of a column.
 *
 * @param bands the bins
 */
public record HistogramSpec(BandGroups bands) implements StatisticSpec.OfCells {
  @Override
  public List<GroupColumn> dimensions() {
    return List.of(bands);
  }

  /** Returns the histogram that has these counts. */
  public Histogram histogram(List<Long> counts) {
    List<BigDecimal> edges = new ArrayList<>();
    for (int i = 0; i <= bands.size(); i++) {
      edges.add(bands.edge(i));
    }
    return new Histogram(edges, counts);
  }

  @Override
  public String toString() {
    return "hist(" + bands.column().name() + "," + bands.width() + ")";
  }
}
