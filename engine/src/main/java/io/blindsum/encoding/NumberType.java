package io.blindsum.encoding;

import java.math.BigDecimal;
import java.util.function.Function;

/**
 * Numbers between two declared bounds with a fixed number of decimals, each encoded exactly as
 * {@code u = (x - lo) 10^d}.
 *
 * @param notation how the fields are written
 * @param decimals d, in [0, 18]; 0 unless the notation is {@link PlainNotation#DEC}
 * @param lowest {@code lo 10^d}, above -10^18
 * @param highest {@code hi 10^d}, below 10^18 and at least {@code lowest}
 */
public record NumberType(NumberNotation notation, int decimals, long lowest, long highest)
    implements ColumnType {
  public static final long LIMIT = 1_000_000_000_000_000_000L;

  /** Checks the bounds. */
  public NumberType {
    if (decimals < 0
        || decimals > FixedPoint.MAX_DIGITS
        || (notation != PlainNotation.DEC && decimals != 0)) {
      throw new SpecificationException(
          decimals + " decimals: 0 to 18 expected, 0 unless it is a dec");
    }
    if (lowest <= -LIMIT || highest >= LIMIT) {
      throw new SpecificationException("a bound has more than 18 digits; declare tighter bounds");
    }
    if (lowest > highest) {
      throw new SpecificationException(
          "the lower bound "
              + plain(lowest, decimals)
              + " is above the upper bound "
              + plain(highest, decimals)
              + "; swap them");
    }
  }

  @Override
  public <R> R match(Function<NumberType, R> numbers, Function<CategoryType, R> categories) {
    return numbers.apply(this);
  }

  @Override
  public long maxEncoded() {
    return highest - lowest;
  }

  @Override
  public String format(long encoded) {
    return BigDecimal.valueOf(lowest + encoded, decimals).toPlainString();
  }

  /** Writes a scaled integer without trailing zeros. */
  public String plain(long scaled) {
    return plain(scaled, decimals);
  }

  private static String plain(long scaled, int decimals) {
    BigDecimal value = BigDecimal.valueOf(scaled, decimals);
    // stripTrailingZeros would write 100 as 1E+2
    return (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString();
  }

  @Override
  public String toString() {
    return notation.text(this);
  }

  /** Writes the bounds. */
  String range() {
    return "[" + plain(lowest) + ".." + plain(highest) + "]";
  }
}
