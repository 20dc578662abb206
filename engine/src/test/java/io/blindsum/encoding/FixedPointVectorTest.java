package io.blindsum.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.FixedPoint.Outcome;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class FixedPointVectorTest {
  static List<JsonNode> texts() {
    return Vectors.entries("decimal_fixed_point").stream()
        .filter(v -> !v.get("text").isNull())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("texts")
  @Requirement(id = "R30", figure = "decimal vectors: as written")
  void reads_exactly_or_not_at_all(JsonNode vector) {
    String text = Vectors.text(vector, "text");
    int scale = vector.get("scale").asInt();
    FixedPoint number = new FixedPoint(scale);
    Outcome outcome = number.read(text.toCharArray(), 0, text.length());
    if (vector.get("expect_scaled_integer").isNull()) {
      assertThat(outcome).isIn(Outcome.NOT_NUMERIC, Outcome.TOO_PRECISE);
      assertThatThrownBy(() -> FixedPoint.exact(text, scale))
          .isInstanceOf(NumberFormatException.class);
      return;
    }
    assertThat(FixedPoint.exact(text, scale))
        .isEqualTo(Vectors.integer(vector, "expect_scaled_integer"));
    if (outcome == Outcome.VALUE) {
      assertThat(number.value())
          .isEqualTo(Vectors.integer(vector, "expect_scaled_integer").longValueExact());
    } else {
      assertThat(outcome).isEqualTo(Outcome.LARGE);
      assertThat(number.isNegative()).isEqualTo(text.startsWith("-"));
    }
  }
}
