package io.blindsum.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The two kinds of chart that a report has. */
final class Charts {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 560;
  private static final int CROWDED = 6;
  private static final int SLANT = 30;

  private Charts() {}

  /** Draws a bar for each category and series, on a logarithmic axis. */
  static CategoryChart bars(
      String title, String xTitle, String yTitle, Map<String, Map<String, Double>> series) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    Set<String> categories = new LinkedHashSet<>();
    series.values().forEach(values -> categories.addAll(values.keySet()));
    double least =
        series.values().stream()
            .flatMap(values -> values.values().stream())
            .mapToDouble(Double::doubleValue)
            .min()
            .orElseThrow();
    chart.getStyler().setYAxisLogarithmic(true);
    // the decade below the least, so that its bar is seen
    double floor = Math.pow(10, Math.floor(Math.log10(least) - 0.2));
    chart.getStyler().setYAxisMin(floor);
    chart.getStyler().setYAxisDecimalPattern("#,###.##");
    chart.getStyler().setAvailableSpaceFill(0.85);
    if (categories.size() > CROWDED) {
      chart.getStyler().setXAxisLabelRotation(SLANT);
    }
    series.forEach(
        (name, values) -> {
          List<Double> heights = new ArrayList<>();
          categories.forEach(category -> heights.add(values.getOrDefault(category, floor)));
          chart.addSeries(name, List.copyOf(categories), heights);
        });
    return chart;
  }

  /** Draws a line for each series. */
  static XYChart lines(
      String title,
      String xTitle,
      String yTitle,
      Map<String, Map<Double, Double>> series,
      boolean logarithmic) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(logarithmic);
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    if (!logarithmic) {
      chart.getStyler().setYAxisMin(0.0);
    }
    series.forEach(
        (name, values) ->
            chart.addSeries(name, List.copyOf(values.keySet()), List.copyOf(values.values())));
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setPlotGridLinesColor(Color.LIGHT_GRAY);
  }
}
