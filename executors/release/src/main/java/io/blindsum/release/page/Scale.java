package io.blindsum.release.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where numbers lie on an axis.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}, above {@code low}
 * @param from a coordinate
 * @param to another one
 */
public record Scale(double low, double high, double from, double to) {

  /** Returns a scale over an interval that is not empty, whatever the numbers are. */
  public static Scale over(double low, double high, double from, double to) {
    double margin = high > low ? 0 : Math.max(1, Math.abs(low) / 10);
    return new Scale(low - margin, high + margin, from, to);
  }

  /** Returns where a number lies. */
  public double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /**
   * Returns round numbers inside, about {@code count} of them: multiples of 1, 2 or 5 times 10^k.
   */
  public List<BigDecimal> ticks(int count) {
    double rough = (high - low) / count;
    int exponent = (int) Math.floor(Math.log10(rough));
    double lead = rough / Math.pow(10, exponent);
    int factor = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
    BigDecimal step = BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent);
    BigDecimal tick = new BigDecimal(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    List<BigDecimal> ticks = new ArrayList<>();
    while (tick.doubleValue() <= high) {
      ticks.add(tick);
      tick = tick.add(step);
    }
    return ticks;
  }
}
