package io.blindsum.stats;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Gamma;

/** Quantiles for intervals of {@value Interval#PERCENT} %, to the last digits of a double. */
final class Quantiles {
  /** {@code P(|Z| >= NORMAL) = 0.05} of a standard normal Z. */
  static final double NORMAL = 1.959963984540054;

  private static final double OUTSIDE = 0.05;
  // the library's roots have 9 digits; each step of Newton's doubles them
  private static final int NEWTON_STEPS = 3;

  private Quantiles() {}

  /** Returns t with {@code P(|T| >= t) = 0.05}. */
  static double student(double df) {
    TDistribution distribution = new TDistribution(df);
    double t = distribution.inverseCumulativeProbability(1 - OUTSIDE / 2);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      t += (Tails.student(t, df) - OUTSIDE) / (2 * distribution.density(t));
    }
    return t;
  }

  /** Returns x with {@code P(X <= x) = 0.025} of a chi-square X; the degrees may be a fraction. */
  static double chiSquareLow(double df) {
    return chiSquare(df, OUTSIDE / 2);
  }

  /** Returns x with {@code P(X <= x) = 0.975}. */
  static double chiSquareHigh(double df) {
    return chiSquare(df, 1 - OUTSIDE / 2);
  }

  private static double chiSquare(double df, double probability) {
    ChiSquaredDistribution distribution = new ChiSquaredDistribution(df);
    double x = distribution.inverseCumulativeProbability(probability);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      x -= (Gamma.regularizedGammaP(df / 2, x / 2) - probability) / distribution.density(x);
    }
    return x;
  }
}
