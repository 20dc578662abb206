package io.blindsum.stats;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/** Makes exact fractions of totals. */
final class Fractions {
  private Fractions() {}

  static BigFraction of(BigDecimal value) {
    return value.scale() > 0
        ? new BigFraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
        : new BigFraction(value.toBigIntegerExact());
  }

  static BigFraction of(long value) {
    return new BigFraction(value);
  }

  static BigFraction of(long numerator, long denominator) {
    return new BigFraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** Adds up by halves and reduces once, at the end: reducing costs more than long numbers do. */
  static BigFraction sum(List<BigFraction> terms) {
    if (terms.isEmpty()) {
      return BigFraction.ZERO;
    }
    BigInteger[] sum = numeratorAndDenominator(terms);
    return new BigFraction(sum[0], sum[1]);
  }

  private static BigInteger[] numeratorAndDenominator(List<BigFraction> terms) {
    int size = terms.size();
    if (size == 1) {
      return new BigInteger[] {terms.get(0).getNumerator(), terms.get(0).getDenominator()};
    }
    BigInteger[] a = numeratorAndDenominator(terms.subList(0, size / 2));
    BigInteger[] b = numeratorAndDenominator(terms.subList(size / 2, size));
    return new BigInteger[] {a[0].multiply(b[1]).add(b[0].multiply(a[1])), a[1].multiply(b[1])};
  }
}
