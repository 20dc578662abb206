package io.blindsum.stats;

import java.math.BigInteger;

/**
 * Solves a positive definite system over the integers by fraction-free elimination (E. H. Bareiss,
 * "Sylvester's identity and multistep integer-preserving Gaussian elimination", Mathematics of
 * Computation 22 (1968), 565-578).
 */
final class ExactSolver {
  private final BigInteger[][] rows;
  private final int size;

  private ExactSolver(BigInteger[][] rows) {
    this.rows = rows;
    this.size = rows.length;
  }

  /** The first unknown that the ones before it determine. */
  static final class SingularException extends Exception {
    private static final long serialVersionUID = 1;
    private final int unknown;

    SingularException(int unknown) {
      this.unknown = unknown;
    }

    int unknown() {
      return unknown;
    }
  }

  /**
   * Turns {@code [A | B]} into {@code [det(A) I | det(A) A^-1 B]}, in place.
   *
   * @param augmented the rows of A and B; A is square and positive semidefinite
   * @return the determinant of A, above 0
   * @throws SingularException if A is not definite
   */
  static BigInteger solve(BigInteger[][] augmented) throws SingularException {
    return new ExactSolver(augmented).solve();
  }

  private BigInteger solve() throws SingularException {
    BigInteger previous = BigInteger.ONE;
    for (int k = 0; k < size; k++) {
      BigInteger pivot = rows[k][k];
      // a leading minor of a Gram matrix is 0 only where a variable depends on those before it
      if (pivot.signum() <= 0) {
        throw new SingularException(k);
      }
      for (int i = 0; i < size; i++) {
        if (i != k) {
          eliminate(rows[i], rows[k], k, previous);
        }
      }
      previous = pivot;
    }
    return previous;
  }

  /** Clears a row's column k; the division is exact. */
  private static void eliminate(BigInteger[] row, BigInteger[] by, int k, BigInteger previous) {
    BigInteger factor = row[k];
    BigInteger pivot = by[k];
    for (int j = 0; j < row.length; j++) {
      row[j] = row[j].multiply(pivot).subtract(factor.multiply(by[j])).divide(previous);
    }
  }
}
