package io.blindsum.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.release.page.Drawing;
import io.blindsum.release.result.Asked;
import io.blindsum.release.result.Column;
import io.blindsum.release.result.Columns;
import io.blindsum.release.result.Estimates;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Group;
import io.blindsum.release.result.Histogram;
import io.blindsum.release.result.Row;
import io.blindsum.release.result.Survival;
import io.blindsum.release.result.Value;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a drawing is cut off, however long its numbers and names are. */
class PlotsTest {
  private static final Pattern TEXT =
      Pattern.compile(
          "<text x=\"([-0-9.]+)\" y=\"[-0-9.]+\" text-anchor=\"(\\w+)\"[^>]*>([^<]*)</text>");
  private static final Pattern WIDTH = Pattern.compile("viewBox=\"0 0 (\\d+) ");
  private static final FontRenderContext CONTEXT =
      new FontRenderContext(new AffineTransform(), true, true);

  @ParameterizedTest
  @ValueSource(doubles = {0.001234, 35.2, 1234.5, 98_765_432.1, -4.2e-5, 7.7e15})
  void keepsTheNumbersBesideAForestPlot(double mean) {
    Group group = new Group(Map.of("ward", "the ward with a very long name"));
    double spread = Math.abs(mean) / 3;
    Row row =
        Row.of(
            group,
            List.of(
                shown(Columns.N, 12L),
                shown(Columns.MEAN, mean),
                shown(Columns.SE, spread),
                shown(Columns.LOW, mean - spread),
                shown(Columns.HIGH, mean + spread)));
    requireInside(ForestPlot.of(new Estimates(new Asked("mean", "x"), List.of(row, row))));
  }

  @Test
  void saysThatAMeanIsHidden() {
    Value hidden = new Value.Hidden(Value.Reason.PROTECTING, 10);
    Row row =
        Row.of(
            new Group(Map.of("ward", "a")),
            List.of(shown(Columns.N, 144L), new Figure(Columns.MEAN, hidden)));
    Row other =
        Row.of(
            new Group(Map.of("ward", "b")),
            List.of(shown(Columns.N, 144L), Figure.undefined(Columns.MEAN)));
    Estimates means = new Estimates(new Asked("mean", "x"), List.of(row, other));
    assertThat(ForestPlot.of(means).text()).contains("a: hidden;").endsWith("b: not defined");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999, 1_234_567, 9_999_999_999L})
  void keepsTheCountsOfHistogramsAndCurves(long count) {
    Histogram.Bin bin =
        new Histogram.Bin(
            BigDecimal.valueOf(count), BigDecimal.valueOf(count + 1), shown(Columns.N, count));
    requireInside(
        HistogramPlot.of(
            List.of(
                new Histogram(
                    new Asked("hist", "x,1"),
                    Group.ALL,
                    shown(Columns.N, count),
                    List.of(),
                    List.of(bin)))));
    Figure atRisk = shown(Columns.N, count);
    Survival.Step step = new Survival.Step(60, atRisk, shown(Columns.MEAN, 0.5), List.of(atRisk));
    requireInside(
        SurvivalPlot.of(
            List.of(
                new Survival(
                    new Asked("km", "month,death"),
                    Group.ALL,
                    shown(Columns.N, count),
                    atRisk,
                    List.of(step),
                    atRisk))));
  }

  private static Figure shown(Column column, Number number) {
    return Figure.shown(column, number);
  }

  private static void requireInside(Drawing drawing) {
    String svg = drawing.file().toString();
    Matcher size = WIDTH.matcher(svg);
    assertThat(size.find()).isTrue();
    double width = Double.parseDouble(size.group(1));
    Font font = new Font("DejaVu Sans", Font.PLAIN, 13);
    Matcher text = TEXT.matcher(svg);
    int texts = 0;
    while (text.find()) {
      texts++;
      double length = font.getStringBounds(unescaped(text.group(3)), CONTEXT).getWidth();
      double x = Double.parseDouble(text.group(1));
      double start =
          switch (text.group(2)) {
            case "end" -> x - length;
            case "middle" -> x - length / 2;
            default -> x;
          };
      assertThat(start).as(text.group()).isGreaterThanOrEqualTo(-0.5);
      assertThat(start + length).as(text.group()).isLessThanOrEqualTo(width + 0.5);
    }
    assertThat(texts).isPositive();
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
