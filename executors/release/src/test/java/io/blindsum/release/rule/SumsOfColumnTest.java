package io.blindsum.release.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.stats.Moments;
import io.blindsum.testing.Seeds;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with all sums that so many values of some classes can have. */
class SumsOfColumnTest {
  private static final int CASES = 25;

  /** Sums of some values. */
  private record Sums(long sum, long squares) {}

  @Test
  void allowsNoSumsThatNoValuesHave() {
    Random random = Seeds.random("allowsNoSumsThatNoValuesHave");
    long allowed = 0;
    long all = 0;
    for (int i = 0; i < CASES; i++) {
      int classes = 1 + random.nextInt(3);
      double[] lows = new double[classes];
      double[] highs = new double[classes];
      int next = random.nextInt(7) - 3;
      for (int c = 0; c < classes; c++) {
        lows[c] = next;
        highs[c] = next + random.nextInt(random.nextBoolean() ? 1 : 6);
        next = (int) highs[c] + 1 + random.nextInt(2);
      }
      List<Long> counts =
          IntStream.range(0, classes).mapToObj(c -> (long) random.nextInt(6)).toList();
      Set<Sums> possible = possible(lows, highs, counts);
      long n = counts.stream().mapToLong(Long::longValue).sum();
      if (n == 0) {
        continue;
      }
      long most = possible.stream().mapToLong(Sums::squares).max().orElseThrow();
      all += possible.size();
      for (long sum : possible.stream().map(Sums::sum).distinct().toList()) {
        for (long squares = 0; squares <= most + 2; squares++) {
          Sums sums = new Sums(sum, squares);
          if (n * squares >= sum * sum && allows(sums, n, lows, highs, counts)) {
            allowed++;
            assertThat(possible)
                .as("%s to %s, %s", Arrays.toString(lows), Arrays.toString(highs), counts)
                .contains(sums);
          }
        }
      }
    }
    // else more is hidden than has to be
    assertThat(allowed).isGreaterThan(all * 9 / 10);
  }

  private static boolean allows(
      Sums sums, long n, double[] lows, double[] highs, List<Long> counts) {
    // of values with one decimal
    Moments moments =
        new Moments(n, BigDecimal.valueOf(sums.sum, 1), BigDecimal.valueOf(sums.squares, 2));
    List<Integer> places = IntStream.range(0, lows.length).boxed().toList();
    return new SumsOfColumn("x", moments, 1, lows, highs, places).allow(counts);
  }

  private static Set<Sums> possible(double[] lows, double[] highs, List<Long> counts) {
    Set<Sums> sums = Set.of(new Sums(0, 0));
    for (int c = 0; c < lows.length; c++) {
      for (int i = 0; i < counts.get(c); i++) {
        Set<Sums> more = new HashSet<>();
        for (Sums before : sums) {
          for (long x = (long) lows[c]; x <= highs[c]; x++) {
            more.add(new Sums(before.sum + x, before.squares + x * x));
          }
        }
        sums = more;
      }
    }
    return sums;
  }
}
