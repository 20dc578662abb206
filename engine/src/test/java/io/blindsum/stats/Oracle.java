package io.blindsum.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What SciPy, statsmodels and lifelines computed from the rows; see {@code stats/oracle.py}. */
final class Oracle {
  /** The relative difference that is allowed. */
  private static final double TOLERANCE = 1e-12;

  private static final JsonNode DOCUMENT = read();

  private Oracle() {}

  static JsonNode of(String dataset, String statistic) {
    return get(get(DOCUMENT, dataset), statistic);
  }

  static JsonNode get(JsonNode node, String member) {
    return Objects.requireNonNull(node.get(member), member);
  }

  /** Asserts that a number is the oracle's, to 1e-12 of it. */
  static void assertEqual(double actual, JsonNode expected) {
    assertThat(actual).isCloseTo(expected.asDouble(), withinPercentage(100 * TOLERANCE));
  }

  static void assertEqual(double actual, JsonNode expected, String member) {
    assertThat(actual)
        .as(member)
        .isCloseTo(get(expected, member).asDouble(), withinPercentage(100 * TOLERANCE));
  }

  static void assertEqual(Interval actual, JsonNode expected) {
    assertEqual(actual.low(), expected, "low");
    assertEqual(actual.high(), expected, "high");
  }

  private static JsonNode read() {
    try (InputStream stream = Oracle.class.getResourceAsStream("/stats/oracle.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream));
    } catch (IOException e) {
      throw new IllegalStateException("no oracle", e);
    }
  }
}
