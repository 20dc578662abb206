package io.blindsum.paillier.factoring;

import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.ModulusTests;
import java.math.BigInteger;
import java.util.BitSet;

/**
 * One curve of the elliptic curve method (Lenstra, Ann. Math. 126, 1987) in the form of Montgomery,
 * {@code b y^2 = x^3 + a x^2 + x} (Math. Comp. 48, 1987, sections 10.3.1 and 10.3.2): points are
 * {@code (X : Z)} without {@code y}.
 *
 * <p>It finds a prime {@code p} if the order of the curve modulo {@code p} is a product of prime
 * powers up to {@value #BOUND} and at most one more prime up to {@value #SECOND_BOUND}.
 */
final class EllipticCurveMethod {
  static final int BOUND = 2_000;
  static final int SECOND_BOUND = 150_000;

  /** The giant step; every prime above 7 is a multiple of it plus or minus a unit modulo it. */
  private static final int STEP = 210;

  private static final BitSet PRIMES = ModulusTests.primesBelow(BOUND);

  private final BigInteger n;
  private final BarrettModulus modulus;
  // (a + 2) / 4
  private final BigInteger constant;

  private record Point(BigInteger x, BigInteger z) {}

  private EllipticCurveMethod(BigInteger n, BigInteger constant) {
    this.n = n;
    modulus = new BarrettModulus(n);
    this.constant = constant;
  }

  /** Returns a divisor of {@code n}; 1 if a random curve finds none. */
  static BigInteger divisor(BigInteger n, OsRandom random) {
    // Suyama's curves, whose order is a multiple of 12
    BigInteger sigma = random.bits(62).add(BigInteger.valueOf(6));
    BigInteger u = sigma.multiply(sigma).subtract(BigInteger.valueOf(5)).mod(n);
    BigInteger v = sigma.shiftLeft(2).mod(n);
    BigInteger u3 = u.pow(3).mod(n);
    BigInteger denominator = u3.multiply(v).shiftLeft(4).mod(n);
    BigInteger shared = denominator.gcd(n);
    if (!shared.equals(BigInteger.ONE)) {
      return shared;
    }
    BigInteger numerator =
        v.subtract(u).pow(3).multiply(u.multiply(BigInteger.valueOf(3)).add(v)).mod(n);
    BigInteger constant = numerator.multiply(denominator.modInverse(n)).mod(n);
    return new EllipticCurveMethod(n, constant).divisor(new Point(u3, v.pow(3).mod(n)));
  }

  private BigInteger divisor(Point start) {
    Point point = start;
    for (int p = PRIMES.nextSetBit(0); p >= 0; p = PRIMES.nextSetBit(p + 1)) {
      point = multiply(point, ModulusTests.largestPower(p, BOUND));
    }
    BigInteger divisor = point.z().gcd(n);
    return divisor.equals(BigInteger.ONE) ? secondStage(point) : divisor;
  }

  /** Compares the multiples of the giant step with the small multiples that may lie beside. */
  private BigInteger secondStage(Point point) {
    Point[] small = oddMultiples(point, STEP / 2);
    BigInteger[] smallProducts = new BigInteger[small.length];
    for (int j = 1; j < small.length; j += 2) {
      smallProducts[j] = modulus.multiply(small[j].x(), small[j].z());
    }
    Point step = multiply(point, STEP);
    int first = BOUND / STEP;
    Point before = multiply(point, (first - 1) * STEP);
    Point giant = multiply(point, first * STEP);
    BigInteger product = BigInteger.ONE;
    for (int k = first; k <= SECOND_BOUND / STEP + 1; k++) {
      BigInteger giantProduct = modulus.multiply(giant.x(), giant.z());
      for (int j = 1; j < small.length; j += 2) {
        if (isUnitModuloStep(j)) {
          // zero modulo p if and only if both have the same x modulo p
          BigInteger cross =
              modulus
                  .multiply(giant.x().subtract(small[j].x()), giant.z().add(small[j].z()))
                  .subtract(giantProduct)
                  .add(smallProducts[j]);
          product = modulus.multiply(product, cross);
        }
      }
      Point next = add(giant, step, before);
      before = giant;
      giant = next;
    }
    return product.gcd(n);
  }

  private static boolean isUnitModuloStep(int j) {
    return j % 3 != 0 && j % 5 != 0 && j % 7 != 0;
  }

  /** Returns {@code j P} at each odd {@code j} up to a limit. */
  private Point[] oddMultiples(Point point, int limit) {
    Point[] multiples = new Point[limit + 1];
    Point twice = twice(point);
    multiples[1] = point;
    multiples[3] = add(twice, point, point);
    for (int j = 5; j <= limit; j += 2) {
      multiples[j] = add(multiples[j - 2], twice, multiples[j - 4]);
    }
    return multiples;
  }

  /** Returns {@code k P} by Montgomery's ladder. */
  private Point multiply(Point point, int k) {
    if (k == 1) {
      return point;
    }
    Point low = point;
    Point high = twice(point);
    for (int bit = Integer.highestOneBit(k) >> 1; bit > 0; bit >>= 1) {
      Point sum = add(low, high, point);
      if ((k & bit) == 0) {
        low = twice(low);
        high = sum;
      } else {
        low = sum;
        high = twice(high);
      }
    }
    return low;
  }

  private Point twice(Point p) {
    BigInteger sum = p.x().add(p.z());
    BigInteger difference = p.x().subtract(p.z());
    BigInteger sumSquared = modulus.multiply(sum, sum);
    BigInteger differenceSquared = modulus.multiply(difference, difference);
    BigInteger gap = sumSquared.subtract(differenceSquared);
    BigInteger scaled = differenceSquared.add(modulus.multiply(constant, gap));
    return new Point(
        modulus.multiply(sumSquared, differenceSquared), modulus.multiply(gap, scaled));
  }

  /** Returns {@code P + Q}, given {@code P - Q}. */
  private Point add(Point p, Point q, Point difference) {
    BigInteger u = modulus.multiply(p.x().subtract(p.z()), q.x().add(q.z()));
    BigInteger v = modulus.multiply(p.x().add(p.z()), q.x().subtract(q.z()));
    BigInteger sum = u.add(v);
    BigInteger gap = u.subtract(v);
    return new Point(
        modulus.multiply(difference.z(), modulus.multiply(sum, sum)),
        modulus.multiply(difference.x(), modulus.multiply(gap, gap)));
  }
}
