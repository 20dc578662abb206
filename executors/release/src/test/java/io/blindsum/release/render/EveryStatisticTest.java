package io.blindsum.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.release.Samples;
import io.blindsum.release.result.ColumnResult;
import io.blindsum.release.result.Figure;
import io.blindsum.release.result.Member;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.release.result.Result;
import io.blindsum.release.result.Row;
import io.blindsum.release.statistic.Declaration;
import io.blindsum.release.statistic.Statistics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every figure of every statistic is in every format, or its mark is. */
class EveryStatisticTest {
  /** Shows everything. */
  private static final int ALL = 1;

  static Stream<String> statistics() {
    return Statistics.declarations().stream().map(Declaration::name);
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void isPrintedByEveryFormat(String statistic) {
    ReleasedResult study = Samples.study(ALL);
    List<Result> results =
        study.results().stream().filter(r -> r.asked().statistic().equals(statistic)).toList();
    assertThat(results).isNotEmpty();
    String page = PageRenderer.page(study, "blindsum").html();
    String text = String.join("\n", TextRenderer.lines(study));
    List<String> csv = CsvRenderer.lines(study);
    for (Result result : results) {
      assertThat(text).contains(result.asked().arguments());
      List<Figure> figures = result.members().stream().flatMap(EveryStatisticTest::all).toList();
      assertThat(figures).isNotEmpty();
      for (Figure figure : figures) {
        if (!figure.isUndefined()) {
          String name = figure.column().name();
          String number = figure.value().number().orElseThrow().toString();
          assertThat(text).contains(name).contains(Plain.text(figure));
          assertThat(csv)
              .anyMatch(
                  l -> l.contains(result.asked().arguments()) && l.contains(name + "," + number));
          assertThat(page).contains("<data value=\"" + number + "\">");
          assertThat(numbers(JsonRenderer.object(study), result, name)).contains(number);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20})
  void printsTheTotalsInEveryFormat(int leastCount) {
    ReleasedResult study = Samples.study(leastCount);
    String page = PageRenderer.page(study, "blindsum").html();
    String text = String.join("\n", TextRenderer.lines(study));
    String csv = String.join("\n", CsvRenderer.lines(study));
    String json = JsonRenderer.line(study);
    study.groups().stream()
        .flatMap(group -> group.columns().stream())
        .filter(ColumnResult.Numbers.class::isInstance)
        .flatMap(column -> ((ColumnResult.Numbers) column).figures().stream())
        .filter(figure -> !figure.isHidden())
        .forEach(
            figure -> {
              String number = figure.value().number().orElseThrow().toString();
              assertThat(text).contains(Plain.text(figure));
              assertThat(csv).contains(number);
              assertThat(json).contains("\"" + figure.column().name() + "\":", number);
              assertThat(page).contains("<data value=\"" + number + "\">");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 14})
  void marksWhatIsHidden(int leastCount) {
    ReleasedResult study = Samples.study(leastCount);
    List<Figure> hidden =
        study.results().stream()
            .flatMap(result -> result.members().stream())
            .flatMap(EveryStatisticTest::all)
            .filter(Figure::isHidden)
            .toList();
    assertThat(hidden).isNotEmpty();
    assertThat(hidden)
        .extracting(Figure::mark)
        .allMatch(m -> m.equals("hidden") || m.equals("<" + leastCount));
    // each line of CSV has one figure of a statistic
    assertThat(
            CsvRenderer.lines(study).stream()
                .filter(l -> l.endsWith(",,hidden") || l.endsWith(",,<" + leastCount))
                .count())
        .isGreaterThanOrEqualTo(hidden.size());
    assertThat(TextRenderer.lines(study)).anyMatch(line -> line.contains("hidden"));
  }

  private static Stream<Figure> all(Member member) {
    if (member instanceof Figure figure) {
      return Stream.of(figure);
    }
    if (member instanceof Member.Part part) {
      return part.members().stream().flatMap(EveryStatisticTest::all);
    }
    return member instanceof Member.Rows rows
        ? rows.rows().stream().map(Row::figures).flatMap(List::stream)
        : Stream.empty();
  }

  private static List<String> numbers(JsonNode study, Result result, String name) {
    return study
        .get("statistics")
        .valueStream()
        .filter(s -> s.get("statistic").asString().equals(result.asked().toString()))
        .flatMap(s -> s.findValues(name).stream())
        .map(JsonNode::asString)
        .toList();
  }
}
