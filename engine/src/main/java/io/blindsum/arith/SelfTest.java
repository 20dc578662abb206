package io.blindsum.arith;

import java.math.BigInteger;
import java.util.Random;

/**
 * Compares a backend with {@link BigInteger} on fixed and pseudo-random operands before it is used:
 * a library that was built wrong or a processor that misbehaves must not compute patients' totals.
 */
final class SelfTest {
  private static final int BATCH = 11;
  private static final int TABLE_BITS = 70;

  private SelfTest() {}

  /**
   * Runs every operation once.
   *
   * @throws BackendUnavailableException if a result differs
   */
  static void run(ModularArithmetic arithmetic) throws BackendUnavailableException {
    // The primes on both sides of 2^521, an odd length on purpose; operands from a fixed seed.
    BigInteger p = BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE);
    BigInteger q = BigInteger.ONE.shiftLeft(521).add(BigInteger.valueOf(887));
    Random random = new Random(20261101);
    try {
      ring(arithmetic, p.multiply(q), random);
      factoredRing(arithmetic, p, q, random);
      expect(arithmetic, "isProbablePrime", arithmetic.isProbablePrime(q));
      expect(arithmetic, "isProbablePrime", !arithmetic.isProbablePrime(p.multiply(q)));
      BigInteger base = new BigInteger(700, random);
      expect(arithmetic, "power", arithmetic.power(base, q, p).equals(base.modPow(q, p)));
    } catch (RuntimeException e) {
      throw new BackendUnavailableException(failure(arithmetic, String.valueOf(e.getMessage())), e);
    }
  }

  private static void ring(ModularArithmetic arithmetic, BigInteger n, Random random)
      throws BackendUnavailableException {
    try (SquareRing ring = arithmetic.squareRing(n);
        SquareRing oracle = new BigIntegerArithmetic().squareRing(n)) {
      BlockArray a = random(oracle.elementBytes(), oracle.modulus(), random);
      BlockArray b = random(oracle.elementBytes(), oracle.modulus(), random);
      BlockArray m = random(oracle.rootBytes(), n, random);
      BigInteger exponent = new BigInteger(200, random);
      BlockArray actual = BlockArray.allocate(BATCH, ring.elementBytes());
      BlockArray expected = BlockArray.allocate(BATCH, ring.elementBytes());
      ring.multiply(a, b, actual);
      oracle.multiply(a, b, expected);
      expect(arithmetic, "multiply", equal(actual, expected));
      ring.multiplyLifted(m, b, actual);
      oracle.multiplyLifted(m, b, expected);
      expect(arithmetic, "multiplyLifted", equal(actual, expected));
      ring.power(a, exponent, actual);
      oracle.power(a, exponent, expected);
      expect(arithmetic, "power", equal(actual, expected));
      try (SquareRing secret = arithmetic.secretPowerRing(n)) {
        secret.power(a, exponent, actual);
        expect(arithmetic, "secret power", equal(actual, expected));
      }
      BlockArray residues = BlockArray.allocate(BATCH, ring.rootBytes());
      BlockArray expectedResidues = BlockArray.allocate(BATCH, ring.rootBytes());
      ring.residues(a, residues);
      oracle.residues(a, expectedResidues);
      expect(arithmetic, "residues", equal(residues, expectedResidues));
      expect(arithmetic, "product", ring.product(a).equals(oracle.product(a)));
      long[] weights = random.longs(BATCH).toArray();
      SignedProduct weighted = oracle.weightedProduct(a, weights);
      expect(arithmetic, "weightedProduct", ring.weightedProduct(a, weights).equals(weighted));
      try (FixedBase table = ring.fixedBase(a.get(0), TABLE_BITS, 4)) {
        fixedBase(arithmetic, table, oracle, a.get(0), random);
      }
    }
  }

  private static void fixedBase(
      ModularArithmetic arithmetic,
      FixedBase table,
      SquareRing oracle,
      BigInteger base,
      Random random)
      throws BackendUnavailableException {
    BigInteger bound = BigInteger.ONE.shiftLeft(TABLE_BITS);
    BlockArray exponents = random(table.exponentBytes(), bound, random);
    BlockArray m = random(oracle.rootBytes(), oracle.root(), random);
    BlockArray actual = BlockArray.allocate(BATCH, oracle.elementBytes());
    BlockArray expected = BlockArray.allocate(BATCH, oracle.elementBytes());
    for (int i = 0; i < BATCH; i++) {
      expected.set(i, base.modPow(exponents.get(i), oracle.modulus()));
    }
    table.power(exponents, actual);
    expect(arithmetic, "fixedBase", equal(actual, expected));
    oracle.multiplyLifted(m, expected, expected);
    table.encrypt(m, exponents, actual);
    expect(arithmetic, "fixedBase", equal(actual, expected));
  }

  private static void factoredRing(
      ModularArithmetic arithmetic, BigInteger p, BigInteger q, Random random)
      throws BackendUnavailableException {
    try (FactoredRing ring = arithmetic.factoredRing(p, q);
        FactoredRing oracle = new BigIntegerArithmetic().factoredRing(p, q)) {
      BlockArray yp = random((p.bitLength() + 7) / 8, p, random);
      BlockArray yq = random((q.bitLength() + 7) / 8, q, random);
      int rootBytes = (oracle.root().bitLength() + 7) / 8;
      BlockArray units = BlockArray.allocate(BATCH, 2 * rootBytes);
      BlockArray expected = BlockArray.allocate(BATCH, 2 * rootBytes);
      ring.nthResidues(yp, yq, units);
      oracle.nthResidues(yp, yq, expected);
      expect(arithmetic, "nthResidues", equal(units, expected));
      BlockArray m = random(rootBytes, oracle.root(), random);
      BlockArray classes = BlockArray.allocate(BATCH, rootBytes);
      try (SquareRing square = new BigIntegerArithmetic().squareRing(oracle.root())) {
        square.multiplyLifted(m, units, expected);
      }
      ring.residuosityClasses(expected, classes);
      expect(arithmetic, "residuosityClasses", equal(classes, m));
      try (FixedBase table = ring.fixedBase(units.get(0), TABLE_BITS, 4);
          SquareRing square = new BigIntegerArithmetic().squareRing(oracle.root())) {
        fixedBase(arithmetic, table, square, units.get(0), random);
      }
    }
  }

  private static BlockArray random(int width, BigInteger bound, Random random) {
    BlockArray blocks = BlockArray.allocate(BATCH, width);
    for (int i = 0; i < BATCH; i++) {
      blocks.set(i, new BigInteger(bound.bitLength() + 64, random).mod(bound));
    }
    return blocks;
  }

  private static boolean equal(BlockArray a, BlockArray b) {
    return a.bytes().equals(b.bytes());
  }

  private static void expect(ModularArithmetic arithmetic, String operation, boolean holds)
      throws BackendUnavailableException {
    if (!holds) {
      throw new BackendUnavailableException(failure(arithmetic, operation));
    }
  }

  private static String failure(ModularArithmetic arithmetic, String operation) {
    return "the self-test of backend " + arithmetic.name() + " failed: " + operation;
  }
}
