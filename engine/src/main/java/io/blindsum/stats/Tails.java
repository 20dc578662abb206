package io.blindsum.stats;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/**
 * Probabilities of values at least as extreme, computed as tails and never as one minus the rest,
 * so that small ones keep their digits. Relative error below 1e-12; for {@link #fisher} about
 * {@code df2 * 1e-16} where that is more.
 */
final class Tails {
  private static final double EPSILON = 1e-15;
  private static final int MAX_ITERATIONS = 1_000_000;

  /** Where the expansion of Student's t is more exact than the incomplete beta function. */
  private static final double MANY_DEGREES = 1000;

  private static final double NEAR_NORMAL = 0.1;

  private Tails() {}

  /** Returns {@code P(|Z| >= |z|)} of a standard normal Z. */
  static double normal(double z) {
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }

  /**
   * Returns {@code P(|T| >= |t|)} of Student's T.
   *
   * @param df degrees of freedom, above 0
   */
  static double student(double t, double df) {
    return df > MANY_DEGREES && StrictMath.log1p(t * t / df) < NEAR_NORMAL
        ? normal(normalOfStudent(t, df))
        : beta(df, 1, t * t);
  }

  /** Returns {@code P(X >= x)} of a chi-square X. */
  static double chiSquare(double x, long df) {
    return Gamma.regularizedGammaQ(df / 2.0, x / 2, EPSILON, MAX_ITERATIONS);
  }

  /**
   * Returns {@code P(X >= f)} of Fisher's F with {@code df1} and {@code df2} degrees of freedom.
   */
  static double fisher(double f, long df1, long df2) {
    return beta((double) df2, (double) df1, df1 * f);
  }

  /** Returns {@code I(df2/2, df1/2)} at {@code df2 / (df2 + x)}. */
  private static double beta(double df2, double df1, double x) {
    return Beta.regularizedBeta(df2 / (df2 + x), df2 / 2, df1 / 2, EPSILON, MAX_ITERATIONS);
  }

  /**
   * Returns the normal value with the tail of a t (G. W. Hill, "Algorithm 395: Student's
   * t-distribution", Communications of the ACM 13 (1970), 617-619).
   */
  private static double normalOfStudent(double t, double df) {
    double a = df - 0.5;
    double b = 48 * a * a;
    double y = a * StrictMath.log1p(t * t / df);
    double correction = (((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y * y + 100 + b) + y + 3;
    return (correction / b + 1) * Math.sqrt(y);
  }
}
