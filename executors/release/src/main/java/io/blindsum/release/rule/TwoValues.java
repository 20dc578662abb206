package io.blindsum.release.rule;

import io.blindsum.stats.Moments;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A column of two values, however they are coded: its moments tell how often each occurs.
 *
 * @param low the lesser value
 * @param high the greater
 * @param ones how often the greater occurs
 */
public record TwoValues(BigDecimal low, BigDecimal high, long ones) {
  /** The farthest that two codes are expected to be apart, in units of the last decimal. */
  private static final int GAP = 100;

  /** Of how many rows the rarer value is found however far apart the two are. */
  private static final int FEW = 100;

  /**
   * Finds the two values: {@code (x - a)(x - b)} adds up to 0 over rows that all have one of them,
   * and over integers with {@code b = a + 1} over no others.
   *
   * @return empty if the column has other values, as far as its moments show it
   */
  public static Optional<TwoValues> of(Moments moments) {
    long n = moments.n();
    if (n == 0) {
      return Optional.empty();
    }
    int scale = Math.max(0, moments.sum().stripTrailingZeros().scale());
    scale = Math.max(scale, (moments.sumOfSquares().stripTrailingZeros().scale() + 1) / 2);
    BigInteger sum = moments.sum().movePointRight(scale).toBigIntegerExact();
    BigInteger squares = moments.sumOfSquares().movePointRight(2 * scale).toBigIntegerExact();
    BigInteger count = BigInteger.valueOf(n);
    BigInteger[] mean = floor(sum, count);
    if (mean[1].signum() == 0 && squares.multiply(count).equals(sum.multiply(sum))) {
      return Optional.of(values(mean[0], mean[0].add(BigInteger.ONE), 0, scale));
    }
    // n sum(x^2) - sum(x)^2 = ones (n - ones) gap^2
    BigInteger spread = squares.multiply(count).subtract(sum.multiply(sum));
    for (int gap = 1; gap <= GAP; gap++) {
      BigInteger[] product = spread.divideAndRemainder(BigInteger.valueOf((long) gap * gap));
      BigInteger square = count.multiply(count).subtract(product[0].shiftLeft(2));
      if (product[1].signum() != 0 || square.signum() < 0) {
        continue;
      }
      BigInteger[] root = square.sqrtAndRemainder();
      for (BigInteger twice : List.of(count.subtract(root[0]), count.add(root[0]))) {
        if (root[1].signum() == 0 && !twice.testBit(0)) {
          Optional<TwoValues> found =
              apart(BigInteger.valueOf(gap), twice.shiftRight(1), sum, count, scale);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return ofFew(spread, sum, count, scale);
  }

  private static Optional<TwoValues> ofFew(
      BigInteger spread, BigInteger sum, BigInteger count, int scale) {
    long most = count.min(BigInteger.valueOf(FEW)).longValueExact();
    for (long few = 1; few < most; few++) {
      BigInteger rarer = BigInteger.valueOf(few);
      BigInteger[] square = spread.divideAndRemainder(rarer.multiply(count.subtract(rarer)));
      if (square[1].signum() != 0) {
        continue;
      }
      BigInteger[] gap = square[0].sqrtAndRemainder();
      if (gap[1].signum() == 0) {
        BigInteger others = count.subtract(rarer);
        Optional<TwoValues> found =
            apart(gap[0], rarer, sum, count, scale)
                .or(() -> apart(gap[0], others, sum, count, scale));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Returns two values that are so far apart, if the sum leaves a whole number for the lesser. */
  private static Optional<TwoValues> apart(
      BigInteger gap, BigInteger ones, BigInteger sum, BigInteger count, int scale) {
    BigInteger[] low = sum.subtract(ones.multiply(gap)).divideAndRemainder(count);
    return low[1].signum() == 0
        ? Optional.of(values(low[0], low[0].add(gap), ones.longValueExact(), scale))
        : Optional.empty();
  }

  private static TwoValues values(BigInteger low, BigInteger high, long ones, int scale) {
    return new TwoValues(new BigDecimal(low, scale), new BigDecimal(high, scale), ones);
  }

  private static BigInteger[] floor(BigInteger sum, BigInteger count) {
    BigInteger[] parts = sum.divideAndRemainder(count);
    return parts[1].signum() < 0
        ? new BigInteger[] {parts[0].subtract(BigInteger.ONE), parts[1].add(count)}
        : parts;
  }
}
