package io.blindsum.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ImplausibleTotalException;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.ColumnTotals.Categories;
import io.blindsum.layout.ColumnTotals.Noisy;
import io.blindsum.layout.ColumnTotals.Numbers;
import io.blindsum.question.GroupBy;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Totals with noise of several sites, compared with exact totals and what was drawn. */
class NoisyTotalsDecoderTest {
  private static final BigInteger N = BigInteger.TWO.pow(511).add(BigInteger.valueOf(155));
  private static final int ROWS = 300;
  private static final int SITES = 3;
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("x:dec(1)[-5..10]", "c:cat{a,b,c}", "sex:cat{F,M}").map(ColumnSpec::parse).toList();
  private static final List<StatisticSpec> HIST =
      List.of(StatisticSpec.parse("hist(x,5)", COLUMNS));

  private final Random random = Seeds.random("noisy totals");

  private static SlotLayout exact(List<String> groups, LayoutMode mode) {
    GroupBy groupBy = GroupBy.parse(groups, COLUMNS);
    return SlotLayout.of(COLUMNS, groupBy, HIST, ROWS, N.bitLength(), mode);
  }

  private static SlotLayout noisy(List<String> groups, String epsilon) {
    return exact(groups, LayoutMode.WIDE).withNoise(Noise.parse(epsilon));
  }

  /** Returns the plaintexts of the sum of the rows, some of which lack x. */
  private static BigInteger[] total(SlotLayout layout, long seed) {
    Random rows = new Random(seed);
    BlockArray plaintexts =
        BlockArray.allocate(layout.plaintextsPerRecord(), layout.plaintextBytes());
    BigInteger[] total = new BigInteger[layout.plaintextsPerRecord()];
    Arrays.fill(total, BigInteger.ZERO);
    PackedEncoder encoder = PackedEncoder.of(layout);
    RowBuffer row = layout.newRow();
    for (int i = 0; i < ROWS; i++) {
      encoder.start(plaintexts);
      row.read(0, i % 7 == 3 ? "" : BigDecimal.valueOf(rows.nextInt(151) - 50, 1).toString());
      row.read(1, List.of("a", "b", "c").get(rows.nextInt(3)));
      row.read(2, rows.nextBoolean() ? "F" : "M");
      encoder.add(row);
      encoder.finish();
      for (int p = 0; p < total.length; p++) {
        total[p] = total[p].add(plaintexts.get(p));
      }
    }
    return total;
  }

  private static BlockArray blocks(SlotLayout layout, BigInteger[] totals) {
    BlockArray blocks = BlockArray.allocate(totals.length, layout.plaintextBytes());
    for (int i = 0; i < totals.length; i++) {
      blocks.set(i, totals[i].mod(N));
    }
    return blocks;
  }

  /** The numbers of a group in the order of its slots. */
  private static List<BigInteger> numbers(GroupTotals group) {
    List<BigInteger> numbers = new ArrayList<>();
    numbers.add(BigInteger.valueOf(group.rows()));
    for (ColumnTotals column : group.columns()) {
      numbers.add(BigInteger.valueOf(column.n()));
      if (column instanceof Categories categories) {
        categories.counts().values().forEach(count -> numbers.add(BigInteger.valueOf(count)));
      } else if (column instanceof Noisy noisy) {
        numbers.add(noisy.moments().sum().unscaledValue());
        numbers.add(noisy.moments().sumOfSquares().unscaledValue());
      } else if (column instanceof Numbers exact) {
        numbers.add(exact.moments().sum().unscaledValue());
        numbers.add(exact.moments().sumOfSquares().unscaledValue());
      }
    }
    ((StatisticTotals.Cells) group.statistics().get(0))
        .counts()
        .forEach(count -> numbers.add(BigInteger.valueOf(count)));
    return numbers;
  }

  @Test
  void totalsAreTheExactOnesAndWhatWasDrawn() {
    List<String> groups = List.of();
    SlotLayout noisy = noisy(groups, "0.5");
    long seed = random.nextLong();
    SlotLayout exact = exact(groups, LayoutMode.WIDE);
    List<BigInteger> wanted =
        numbers(TotalsDecoder.of(exact).decode(List.of(total(exact, seed)), ROWS).get(0));
    BigInteger[] total = total(noisy, seed);
    BigInteger[] drawn = new BigInteger[wanted.size()];
    Arrays.fill(drawn, BigInteger.ZERO);
    for (int site = 0; site < SITES; site++) {
      // the first slot, of the rows, gets none
      int[] slot = {1};
      List<BigInteger> added =
          noisy.drawNoise(
              (t, s) -> {
                BigInteger draw = BigInteger.valueOf(random.nextInt(9) - 5);
                drawn[slot[0]] = drawn[slot[0]++].add(draw);
                return draw;
              });
      assertThat(slot[0]).isEqualTo(drawn.length);
      for (int p = 0; p < total.length; p++) {
        total[p] = total[p].add(added.get(p));
      }
    }
    List<BigInteger> found =
        numbers(NoisyTotalsDecoder.of(noisy, N).decode(blocks(noisy, total), ROWS).get(0));
    // x is counted from -5: its sum is 10 sum u - 50 n, and so on for the squares
    BigInteger low = BigInteger.valueOf(-50);
    BigInteger sums = drawn[2].add(low.multiply(drawn[1]));
    BigInteger squares =
        drawn[3].add(low.multiply(drawn[2]).shiftLeft(1)).add(low.multiply(low).multiply(drawn[1]));
    drawn[2] = sums;
    drawn[3] = squares;
    for (int i = 0; i < drawn.length; i++) {
      BigInteger sum = wanted.get(i).add(drawn[i]);
      // of the numbers, all but the sums count rows
      assertThat(found.get(i))
          .as("slot " + i)
          .isEqualTo(i == 2 || i == 3 ? sum : sum.max(BigInteger.ZERO));
    }
  }

  @Test
  void noiseOfHundredScalesBorrowsFromNoOtherSlot() {
    SlotLayout noisy = noisy(List.of("sex"), "1");
    BigInteger[] total = new BigInteger[noisy.plaintextsPerRecord()];
    Arrays.fill(total, BigInteger.ZERO);
    List<BigInteger> added =
        noisy.drawNoise((t, s) -> t.divide(s).multiply(BigInteger.valueOf(-100)));
    for (int p = 0; p < total.length; p++) {
      total[p] = added.get(p).multiply(BigInteger.valueOf(SITES));
    }
    for (GroupTotals group : NoisyTotalsDecoder.of(noisy, N).decode(blocks(noisy, total), 0)) {
      Noisy x = (Noisy) group.columns().get(0);
      assertThat(group.rows()).isZero();
      assertThat(x.n()).isZero();
      // 2 U k / epsilon for U = 150 tenths and k = 7
      assertThat(x.moments().sum()).isEqualByComparingTo(BigDecimal.valueOf(-300L * 2100, 1));
      assertThat(x.moments().mean()).isEmpty();
      assertThat(x.moments().standardDeviation()).isEmpty();
    }
  }

  @Test
  void epsilonIsDividedAmongTheQuantitiesByWhatOneRowChanges() {
    Deque<String> scales = new ArrayDeque<>();
    noisy(List.of(), "0.3")
        .drawNoise(
            (t, s) -> {
              scales.add(t + "/" + s);
              return BigInteger.ZERO;
            });
    // n, sum and squares of x; n and categories of c; n and categories of sex; cells of the
    // histogram: 8 quantities. One sum changes by 150, one cell of several by 1, and another by 1
    assertThat(scales)
        .containsExactly(
            "80/3",
            "4000/1",
            "600000/1",
            "80/3",
            "160/3",
            "160/3",
            "160/3",
            "80/3",
            "160/3",
            "160/3",
            "160/3",
            "160/3",
            "160/3",
            "160/3");
    assertThat(noisy(List.of(), "0.3").slotNoise().orElseThrow().deviationOfCounts())
        .isCloseTo(Math.sqrt(2) * 160 / 3, within(0.01));
  }

  @Test
  void layoutsWithNoiseAreReadAsTheyAreWritten() {
    SlotLayout noisy = noisy(List.of("sex"), "0.50");
    assertThat(noisy.toString()).endsWith(",\"noise\":\"0.5\"}");
    assertThat(SlotLayout.parse(noisy.toString())).isEqualTo(noisy);
    assertThat(noisy).isNotEqualTo(exact(List.of("sex"), LayoutMode.WIDE));
    assertThatThrownBy(() -> SlotLayout.parse(noisy.toString().replace("0.5", "0.50")))
        .isInstanceOf(SpecificationException.class);
    assertThatThrownBy(() -> SlotLayout.parse(noisy.toString().replace("wide", "tall")))
        .hasMessageContaining("noise: a tall layout");
  }

  @Test
  void whatIsNoTotalIsRefused() {
    SlotLayout noisy = noisy(List.of(), "1");
    BigInteger[] total = total(noisy, 1);
    NoisyTotalsDecoder decoder = NoisyTotalsDecoder.of(noisy, N);
    assertThatThrownBy(() -> decoder.decode(blocks(noisy, total), ROWS - 1))
        .isInstanceOf(ImplausibleTotalException.class);
    total[0] = total[0].add(new BigInteger(N.bitLength() - 1, random));
    assertThatThrownBy(() -> decoder.decode(blocks(noisy, total), ROWS))
        .isInstanceOf(ImplausibleTotalException.class);
  }

  @Test
  void statisticsWithoutMeaningUnderNoiseAreRefused() {
    List<ColumnSpec> columns =
        Stream.of("x:int[0..9]", "y:int[0..9]").map(ColumnSpec::parse).toList();
    List<StatisticSpec> corr = List.of(StatisticSpec.parse("corr(x,y)", columns));
    assertThatThrownBy(() -> SlotNoise.require(corr, LayoutMode.WIDE))
        .hasMessage("noise: corr(x,y) is not computed from noisy totals; hist and table are");
    for (String epsilon : List.of("0", "10.5", "-1", "1e3", "0.0001", "NaN", "")) {
      assertThatThrownBy(() -> Noise.parse(epsilon))
          .hasMessage("epsilon: from 0.001 to 10 expected, such as 1 or 0.5");
    }
  }
}
