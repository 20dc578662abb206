package io.blindsum.release.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void marksRoundNumbersInside() {
    assertThat(ticks(0, 1, 5)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(ticks(-7, 23, 4)).containsExactly("0", "10", "20");
    assertThat(ticks(34.2, 36.1, 5)).containsExactly("34.5", "35.0", "35.5", "36.0");
  }

  @Test
  void placesTheEndsAndTheMiddle() {
    Scale scale = Scale.over(10, 20, 100, 0);
    assertThat(scale.at(10)).isEqualTo(100);
    assertThat(scale.at(15)).isEqualTo(50);
    assertThat(scale.at(20)).isEqualTo(0);
  }

  @Test
  void hasRoomAroundASingleNumber() {
    assertThat(Scale.over(7, 7, 0, 10).at(7)).isEqualTo(5);
    assertThat(Scale.over(0, 0, 0, 10).at(0)).isEqualTo(5);
  }

  private static List<String> ticks(double low, double high, int count) {
    return Scale.over(low, high, 0, 1).ticks(count).stream()
        .map(BigDecimal::toPlainString)
        .toList();
  }
}
