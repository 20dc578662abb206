package io.blindsum.stats;

import static io.blindsum.stats.Oracle.assertEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.stats.StandardisedRate.Stratum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Compares quantiles of binned values and standardised rates with SciPy. */
class DistributionTest {
  private static final Cohort FLCHAIN = Cohort.read("flchain");

  @Test
  void finds_quantiles_in_bins() {
    JsonNode expected = Oracle.of("flchain", "quantiles_age");
    Histogram ages = ages(12);
    JsonNode counts = Oracle.get(expected, "counts");
    assertThat(ages.counts())
        .containsExactlyElementsOf(
            IntStream.range(0, counts.size()).mapToObj(i -> counts.get(i).asLong()).toList());
    for (JsonNode quantile : Oracle.get(expected, "quantiles")) {
      Histogram.Quantile actual =
          ages.quantile(new BigDecimal(Oracle.get(quantile, "p").asString()));
      assertEqual(actual.interpolated(), quantile, "value");
      assertThat(actual.interpolated())
          .isBetween(actual.binLow().doubleValue(), actual.binHigh().doubleValue());
    }
  }

  @Test
  void standardises_rates_by_age() {
    for (String sex : List.of("F", "M")) {
      JsonNode expected = Oracle.get(Oracle.of("flchain", "standardised_death"), sex);
      List<Stratum> strata = new ArrayList<>();
      for (int from = 50; from < 100; from += 10) {
        Cohort all = FLCHAIN.between("age", from, from == 90 ? 110 : from + 10);
        Cohort band = all.where("sex", sex);
        strata.add(new Stratum(band.where("death", "1").size(), band.size(), all.size()));
      }
      StandardisedRate actual = StandardisedRate.of(strata);
      assertEqual(actual.rate(), expected, "rate");
      assertEqual(actual.standardError(), expected, "se");
      assertEqual(actual.interval(), expected);
    }
  }

  @Test
  void refuses_what_the_counts_do_not_define() {
    List<BigDecimal> edges = List.of(BigDecimal.ZERO, BigDecimal.ONE);
    Histogram empty = new Histogram(edges, List.of(0L));
    assertThatThrownBy(() -> empty.quantile(new BigDecimal("0.5")))
        .isInstanceOf(UndefinedStatisticException.class);
    assertThatThrownBy(() -> empty.quantile(BigDecimal.ONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Histogram(List.of(BigDecimal.ONE, BigDecimal.ONE), List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StandardisedRate.of(List.of(new Stratum(0, 0, 5))))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("people in each stratum");
    assertThatThrownBy(() -> StandardisedRate.of(List.of(new Stratum(0, 8, 5))))
        .isInstanceOf(UndefinedStatisticException.class)
        .hasMessageContaining("an event");
  }

  private static Histogram ages(int bins) {
    List<BigDecimal> edges = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      int from = 50 + 5 * i;
      edges.add(BigDecimal.valueOf(from));
      counts.add(FLCHAIN.between("age", from, from + 5).size());
    }
    edges.add(BigDecimal.valueOf(50 + 5L * bins));
    return new Histogram(edges, counts);
  }
}
