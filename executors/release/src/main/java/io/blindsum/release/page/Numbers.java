package io.blindsum.release.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  /** What stands in the place of a number that there is none of. */
  public static final String NONE = "–";

  private static final MathContext DIGITS = new MathContext(4);
  private static final double LEAST_P = 0.001;

  private Numbers() {}

  /** Returns a whole number or an exact decimal in full, and a double with four digits. */
  public static String text(Number number) {
    if (number instanceof Double real) {
      return real(real);
    }
    if (number instanceof BigDecimal sum) {
      return minus(String.format(Locale.ROOT, "%,." + Math.max(0, sum.scale()) + "f", sum));
    }
    return minus(String.format(Locale.ROOT, "%,d", number.longValue()));
  }

  /** Returns a number with four significant digits, or whole from 1,000 up. */
  private static String real(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size >= 1e12 || (size > 0 && size < 1e-4)) {
      return minus(String.format(Locale.ROOT, "%.3e", value));
    }
    if (size >= 1000) {
      return minus(String.format(Locale.ROOT, "%,.0f", value));
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    int scale = DIGITS.getPrecision() - rounded.precision() + rounded.scale();
    return minus(size == 0 ? "0" : rounded.setScale(Math.max(0, scale)).toPlainString());
  }

  /** Returns an interval, such as {@code 34.5 to 36.0}. */
  public static String interval(double low, double high) {
    return text(low) + " to " + text(high);
  }

  /** Returns a p-value; a very small one as its bound. */
  public static String p(double value) {
    return value < LEAST_P ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Returns a part of a total, such as {@code (24.9 %)} after a space. */
  static String percent(long count, long total) {
    return String.format(Locale.ROOT, " (%.1f %%)", 100.0 * count / total);
  }

  private static String minus(String text) {
    return text.replace('-', '\u2212');
  }
}
