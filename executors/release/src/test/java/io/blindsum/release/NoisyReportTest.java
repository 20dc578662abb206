package io.blindsum.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.encoding.ColumnSpec;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameQuestion;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.LayoutMode;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.StatisticTotals;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.question.GroupBy;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import io.blindsum.release.render.CsvRenderer;
import io.blindsum.release.render.JsonRenderer;
import io.blindsum.release.render.PageRenderer;
import io.blindsum.release.render.TextRenderer;
import io.blindsum.release.result.ReleasedResult;
import io.blindsum.stats.NoisyMoments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is shown of totals with noise, and how it is marked. */
class NoisyReportTest {
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[0..99]", "sex:cat{F,M}", "death:int[0..1]")
          .map(ColumnSpec::parse)
          .toList();
  private static final List<StatisticSpec> STATISTICS =
      Stream.of("hist(age,50)", "table(sex,death)")
          .map(text -> StatisticSpec.parse(text, COLUMNS))
          .toList();

  private static final ReleasedResult RESULT =
      opened().release(new ReleaseRule(10, 5, 3, false), List.of());

  private static OpenedTotals opened() {
    SlotLayout layout =
        SlotLayout.of(
                COLUMNS,
                GroupBy.parse(List.of("arm:a,b"), COLUMNS),
                STATISTICS,
                1_000,
                2048,
                LayoutMode.WIDE)
            .withNoise(Noise.parse("0.5"));
    FrameHeader header =
        FrameHeader.records(
                PaillierPublicKey.of(BigInteger.ONE.shiftLeft(2047).add(BigInteger.valueOf(11))))
            .study("heart")
            .layout(layout.toString())
            .positions(layout.plaintextsPerRecord())
            .maxRows(layout.maxRows())
            .question(new FrameQuestion("0".repeat(64), ReleaseRule.of(10)))
            .build();
    return new OpenedTotals(header, "d", List.of(group("a", 63, 31), group("b", 4, 3)), "java");
  }

  private static GroupTotals group(String arm, long rows, long half) {
    Map<String, Long> sexes = new LinkedHashMap<>();
    sexes.put("F", half);
    sexes.put("M", 7L);
    return new GroupTotals(
        Map.of("arm", arm),
        false,
        rows,
        List.of(
            numbers("age", 61, 2_500, 150_000),
            new ColumnTotals.Categories("sex", 60, sexes),
            // no sample has such a sum of squares
            numbers("death", 59, 40, 20)),
        List.of(cells(STATISTICS.get(0), half, 29), cells(STATISTICS.get(1), 12, half, 0, 25)));
  }

  private static ColumnTotals numbers(String name, long n, long sum, long squares) {
    return new ColumnTotals.Noisy(
        name, new NoisyMoments(n, BigDecimal.valueOf(sum), BigDecimal.valueOf(squares)));
  }

  private static StatisticTotals cells(StatisticSpec spec, long... counts) {
    return new StatisticTotals.Cells(
        (StatisticSpec.OfCells) spec, LongStream.of(counts).boxed().toList());
  }

  @Test
  void figuresAreMarkedInEveryFormat() {
    assertThat(TextRenderer.lines(RESULT))
        .anyMatch(line -> line.startsWith("noise: each site adds discrete Laplace noise"))
        .anyMatch(line -> line.contains("epsilon 0.5 over 11 quantities"))
        .noneMatch(line -> line.startsWith("rounding"));
    List<String> csv = CsvRenderer.lines(RESULT);
    assertThat(csv).filteredOn(line -> line.contains("q0.5")).hasSize(1);
    assertThat(csv.get(1)).isEqualTo("a,,,63,,,,,,,,,\"with noise, epsilon 0.5\"");
    assertThat(csv).noneMatch(line -> line.endsWith(",shown") || line.endsWith(",rounded"));
    JsonNode json = JsonRenderer.object(RESULT);
    assertThat(json.at("/noise/epsilon").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(json.at("/noise/text").asString()).contains("before it encrypts");
    assertThat(json.at("/audit/hidden").asLong()).isEqualTo(2);
    String page = PageRenderer.page(RESULT, "test").html();
    assertThat(page)
        .contains("Every number below is with noise, epsilon 0.5")
        .doesNotContain("exact");
    assertThat(RESULT.precision()).isEqualTo("with noise, epsilon 0.5");
  }

  @Test
  void smallCountsAreHiddenAndOthersAreAsTheyAre() {
    JsonNode a = JsonRenderer.object(RESULT).at("/groups/0");
    assertThat(a.at("/n").asLong()).isEqualTo(63);
    assertThat(a.at("/columns/sex/n").asLong()).isEqualTo(60);
    assertThat(a.at("/columns/sex/counts/F").asLong()).isEqualTo(31);
    assertThat(a.at("/columns/sex/counts/M").asString()).isEqualTo("<10");
    assertThat(a.at("/columns/age/mean").asDouble()).isEqualTo(2500.0 / 61);
    assertThat(a.at("/columns/age/variance").asDouble())
        .isEqualTo((150_000.0 - 2500.0 * 2500.0 / 61) / 60);
    assertThat(a.at("/columns/death/sd").isNull()).isTrue();
    assertThat(TextRenderer.lines(RESULT)).anyMatch(line -> line.matches("M +0 +25"));
    assertThat(JsonRenderer.object(RESULT).at("/groups/1/n").asString()).isEqualTo("<10");
  }

  @Test
  void testsAndIntervalsThatKnowNothingOfNoiseAreLeftOut() {
    assertThat(RESULT.results().stream().map(result -> result.asked().toString()))
        .containsExactly("hist(age,50)", "hist(age,50)", "table(sex,death)", "table(sex,death)");
    String text = String.join("\n", TextRenderer.lines(RESULT));
    assertThat(text).contains("q0.5").doesNotContain("chi2", "odds_ratio", "welch", "anova");
  }
}
