package io.blindsum.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every backend must do, checked against {@link BigInteger}. */
public abstract class ModularArithmeticContract {
  private static final BigInteger ONE = BigInteger.ONE;

  protected final ModularArithmetic arithmetic;

  protected ModularArithmeticContract(ModularArithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** Roots of usual and unusual lengths, and those whose limbs are all ones. */
  static Stream<BigInteger> roots() {
    Random random = new Random(7);
    Stream<BigInteger> odd =
        IntStream.of(256, 257, 300, 519, 520, 521, 1024, 1040, 1536, 2048, 2073, 3072, 4096)
            .mapToObj(bits -> new BigInteger(bits, random).setBit(bits - 1).setBit(0));
    Stream<BigInteger> ones =
        IntStream.of(256, 1024, 2048).mapToObj(ModularArithmeticContract::ones);
    return Stream.concat(odd, ones);
  }

  private static BigInteger ones(int bits) {
    return ONE.shiftLeft(bits).subtract(ONE);
  }

  @ParameterizedTest
  @MethodSource("roots")
  void agreesWithBigIntegerOnEdgesAndRandomElements(BigInteger n) {
    Random random = Seeds.random(arithmetic.name() + " " + n.bitLength());
    BigInteger n2 = n.multiply(n);
    List<BigInteger> a = operands(n, n2, random);
    List<BigInteger> b = new ArrayList<>(operands(n, n2, random));
    Collections.shuffle(b, random);
    List<BigInteger> m = a.stream().map(value -> value.mod(n)).toList();
    BigInteger exponent = new BigInteger(70, random);
    try (SquareRing ring = arithmetic.squareRing(n)) {
      BlockArray as = blocks(a, ring.elementBytes());
      BlockArray bs = blocks(b, ring.elementBytes());
      BlockArray out = BlockArray.allocate(a.size(), ring.elementBytes());
      ring.multiply(as, bs, out);
      for (int i = 0; i < a.size(); i++) {
        assertThat(out.get(i)).as("multiply %d", i).isEqualTo(a.get(i).multiply(b.get(i)).mod(n2));
      }
      BlockArray residues = BlockArray.allocate(a.size(), ring.rootBytes());
      ring.residues(as, residues);
      assertThat(residues.bytes()).isEqualTo(blocks(m, ring.rootBytes()).bytes());
      ring.residues(as.slice(0, 0), residues.slice(0, 0));
      ring.multiplyLifted(blocks(m, ring.rootBytes()), bs, out);
      for (int i = 0; i < a.size(); i++) {
        BigInteger lifted = ONE.add(m.get(i).multiply(n));
        assertThat(out.get(i)).as("lifted %d", i).isEqualTo(lifted.multiply(b.get(i)).mod(n2));
      }
      ring.power(as, exponent, out);
      for (int i = 0; i < a.size(); i++) {
        assertThat(out.get(i)).as("power %d", i).isEqualTo(a.get(i).modPow(exponent, n2));
      }
    }
  }

  /** A hundred thousand operations, of which every other operand is at an edge. */
  @ParameterizedTest
  @CsvSource({"256, 50000", "521, 25000", "1024, 16000", "2073, 7000", "3072, 2000"})
  void agreesWithBigIntegerOnManyOperations(int bits, int operations) {
    Random random = Seeds.random("many operations " + bits);
    BigInteger n = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
    BigInteger n2 = n.multiply(n);
    List<BigInteger> edges = operands(n, n2, random);
    try (SquareRing ring = arithmetic.squareRing(n)) {
      for (int done = 0; done < operations; ) {
        int count = Math.min(1 + random.nextInt(100), operations - done);
        List<BigInteger> a = edgesAndRandoms(count, edges, n2, random);
        List<BigInteger> b = edgesAndRandoms(count, edges, n2, random);
        BlockArray out = BlockArray.allocate(count, ring.elementBytes());
        boolean lifted = random.nextBoolean();
        if (lifted) {
          a.replaceAll(value -> value.mod(n));
          ring.multiplyLifted(blocks(a, ring.rootBytes()), blocks(b, ring.elementBytes()), out);
          a.replaceAll(m -> ONE.add(m.multiply(n)));
        } else {
          ring.multiply(blocks(a, ring.elementBytes()), blocks(b, ring.elementBytes()), out);
        }
        for (int i = 0; i < count; i++) {
          BigInteger expected = a.get(i).multiply(b.get(i)).mod(n2);
          if (!out.get(i).equals(expected)) {
            assertThat(out.get(i)).as("lifted: %s", lifted).isEqualTo(expected);
          }
        }
        done += count;
      }
    }
  }

  private static List<BigInteger> edgesAndRandoms(
      int count, List<BigInteger> edges, BigInteger bound, Random random) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(
          random.nextBoolean()
              ? edges.get(random.nextInt(edges.size()))
              : new BigInteger(bound.bitLength() + 64, random).mod(bound));
    }
    return values;
  }

  private static List<BigInteger> operands(BigInteger n, BigInteger n2, Random random) {
    List<BigInteger> operands = new ArrayList<>();
    operands.add(BigInteger.ZERO);
    operands.add(ONE);
    operands.add(n.subtract(ONE));
    operands.add(n);
    operands.add(n.add(ONE));
    operands.add(n2.subtract(ONE));
    operands.add(n2.subtract(n));
    operands.add(ones(n2.bitLength() - 1));
    operands.add(ones(Math.max(1, n2.bitLength() - 64)));
    operands.add(ones(52));
    operands.add(ONE.shiftLeft(n.bitLength() - 1));
    for (int i = 0; i < 10; i++) {
      operands.add(new BigInteger(n2.bitLength() + 64, random).mod(n2));
    }
    return operands;
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1024, 2048, 2073})
  void multipliesBatchesOfEverySize(int bits) {
    Random random = Seeds.random("batches " + bits);
    BigInteger n = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
    try (SquareRing ring = arithmetic.squareRing(n)) {
      for (int count = 0; count <= 33; count++) {
        List<BigInteger> a = randoms(count, ring.modulus(), random);
        long[] weights = random.longs(count).map(w -> w >> random.nextInt(64)).toArray();
        if (count > 0) {
          weights[0] = Long.MIN_VALUE;
        }
        BlockArray elements = blocks(a, ring.elementBytes());
        BigInteger product = ONE;
        BigInteger positive = ONE;
        BigInteger negative = ONE;
        for (int i = 0; i < count; i++) {
          BigInteger weight = BigInteger.valueOf(weights[i]);
          product = product.multiply(a.get(i)).mod(ring.modulus());
          BigInteger power = a.get(i).modPow(weight.abs(), ring.modulus());
          if (weight.signum() > 0) {
            positive = positive.multiply(power).mod(ring.modulus());
          } else {
            negative = negative.multiply(power).mod(ring.modulus());
          }
        }
        assertThat(ring.product(elements)).as("product of %d", count).isEqualTo(product);
        assertThat(ring.weightedProduct(elements, weights))
            .isEqualTo(new SignedProduct(positive, negative));
        ring.multiply(elements, elements, elements);
        for (int i = 0; i < count; i++) {
          BigInteger square = a.get(i).multiply(a.get(i)).mod(ring.modulus());
          assertThat(elements.get(i)).as("in place %d of %d", i, count).isEqualTo(square);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1024, 2073})
  void raisesOneBaseToManyExponents(int bits) {
    Random random = Seeds.random("fixed base " + bits);
    BigInteger n = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
    try (SquareRing ring = arithmetic.squareRing(n)) {
      BigInteger base = unit(ring, random);
      for (int window : new int[] {1, 4, 7}) {
        int exponentBits = 1 + random.nextInt(150);
        try (FixedBase table = ring.fixedBase(base, exponentBits, window)) {
          assertThat(table.exponentBits()).isEqualTo(exponentBits);
          checkPowers(table, ring, base, random);
        }
      }
    }
  }

  private static BigInteger unit(SquareRing ring, Random random) {
    BigInteger base;
    do {
      base = randoms(1, ring.modulus(), random).get(0);
    } while (!base.gcd(ring.root()).equals(BigInteger.ONE));
    return base;
  }

  @Test
  void raisesOneBaseModuloBothFactors() {
    for (String name : List.of("blum-1024", "odd-2073")) {
      var key = Vectors.privateKey(name);
      Random random = Seeds.random("factored base " + name);
      try (FactoredRing factored = arithmetic.factoredRing(key.p(), key.q());
          SquareRing ring = Arithmetics.pure().squareRing(key.publicKey().modulus())) {
        BigInteger base = randoms(1, ring.modulus(), random).get(0);
        try (FixedBase table = factored.fixedBase(base, 521, 5)) {
          checkPowers(table, ring, base, random);
        }
      }
    }
  }

  private static void checkPowers(
      FixedBase table, SquareRing ring, BigInteger base, Random random) {
    BigInteger bound = ONE.shiftLeft(table.exponentBits());
    List<BigInteger> exponents = new ArrayList<>(randoms(17, bound, random));
    exponents.add(0, BigInteger.ZERO);
    exponents.add(1, ONE.min(bound.subtract(ONE)));
    exponents.add(2, bound.subtract(ONE));
    List<BigInteger> m = randoms(exponents.size(), ring.root(), random);
    BlockArray es = blocks(exponents, table.exponentBytes());
    BlockArray out = BlockArray.allocate(exponents.size(), ring.elementBytes());
    table.power(es, out);
    for (int i = 0; i < exponents.size(); i++) {
      assertThat(out.get(i))
          .as("%s", exponents.get(i))
          .isEqualTo(base.modPow(exponents.get(i), ring.modulus()));
    }
    BlockArray encrypted = BlockArray.allocate(exponents.size(), ring.elementBytes());
    table.encrypt(blocks(m, ring.rootBytes()), es, encrypted);
    for (int i = 0; i < m.size(); i++) {
      BigInteger lifted = ONE.add(m.get(i).multiply(ring.root()));
      assertThat(encrypted.get(i)).isEqualTo(lifted.multiply(out.get(i)).mod(ring.modulus()));
    }
    table.power(es.slice(0, 0), out.slice(0, 0));
    if (table.exponentBits() % 8 != 0) {
      BlockArray wide = BlockArray.of(table.exponentBytes(), bound);
      assertThatThrownBy(() -> table.power(wide, out.slice(0, 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void readsBuffersThatAreUnalignedOrReadOnlyOrOnTheHeap() {
    BigInteger n = Vectors.privateKey("blum-1024").publicKey().modulus();
    Random random = Seeds.random("buffers");
    try (SquareRing ring = arithmetic.squareRing(n)) {
      List<BigInteger> a = randoms(9, ring.modulus(), random);
      BlockArray aligned = blocks(a, ring.elementBytes());
      BigInteger expected = ring.product(aligned);
      int bytes = aligned.bytes().remaining();
      ByteBuffer unaligned = ByteBuffer.allocateDirect(bytes + 3).slice(3, bytes);
      unaligned.duplicate().put(aligned.bytes());
      ByteBuffer heap = ByteBuffer.allocate(bytes).put(aligned.bytes()).flip();
      for (ByteBuffer buffer : List.of(unaligned, unaligned.asReadOnlyBuffer(), heap)) {
        assertThat(ring.product(BlockArray.over(buffer, ring.elementBytes()))).isEqualTo(expected);
      }
    }
  }

  @Test
  void keepsTwoRingsApartOnManyThreads() {
    BigInteger n1 = Vectors.privateKey("blum-1024").publicKey().modulus();
    BigInteger n2 = Vectors.privateKey("phe-1024-nonblum").publicKey().modulus();
    try (SquareRing first = arithmetic.squareRing(n1);
        SquareRing second = arithmetic.squareRing(n2)) {
      BigInteger exponent = new BigInteger("65537");
      boolean right =
          IntStream.range(2, 400)
              .parallel()
              .allMatch(
                  i -> {
                    SquareRing ring = i % 2 == 0 ? first : second;
                    BigInteger base = BigInteger.valueOf(i).shiftLeft(900);
                    return ring.power(base, exponent).equals(base.modPow(exponent, ring.modulus()));
                  });
      assertThat(right).isTrue();
    }
  }

  @Test
  void raisesToSecretExponentsModuloAPublicSquare() {
    for (int bits : new int[] {256, 521, 1024}) {
      Random random = Seeds.random("secret powers " + bits);
      BigInteger n = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
      try (SquareRing ring = arithmetic.secretPowerRing(n)) {
        List<BigInteger> a = operands(n, ring.modulus(), random);
        for (BigInteger exponent :
            List.of(BigInteger.ZERO, ONE, ones(64), new BigInteger(2 * bits + 77, random))) {
          BlockArray out = blocks(a, ring.elementBytes());
          ring.power(out, exponent, out);
          for (int i = 0; i < a.size(); i++) {
            assertThat(out.get(i)).isEqualTo(a.get(i).modPow(exponent, ring.modulus()));
          }
        }
      }
    }
  }

  /** What is closed refuses each call alike, and ends no process by what was wiped. */
  @Test
  void refusesWhatIsClosed() {
    var key = Vectors.privateKey("blum-1024");
    SquareRing ring = arithmetic.squareRing(key.publicKey().modulus());
    FactoredRing factored = arithmetic.factoredRing(key.p(), key.q());
    BlockArray two = BlockArray.of(ring.elementBytes(), BigInteger.TWO, ONE);
    BlockArray m = BlockArray.allocate(2, ring.rootBytes());
    BlockArray half = BlockArray.of((key.p().bitLength() + 7) / 8, BigInteger.TWO, ONE);
    for (FixedBase table :
        List.of(ring.fixedBase(BigInteger.TWO, 16, 4), factored.fixedBase(BigInteger.TWO, 16, 4))) {
      BlockArray exponents = BlockArray.of(table.exponentBytes(), ONE, BigInteger.TWO);
      table.close();
      table.close();
      refusesAsClosed(() -> table.power(exponents, two));
      refusesAsClosed(() -> table.encrypt(m, exponents, two));
    }
    ring.close();
    ring.close();
    refusesAsClosed(() -> ring.multiply(two, two, two));
    refusesAsClosed(() -> ring.multiplyLifted(m, two, two));
    refusesAsClosed(() -> ring.residues(two, m));
    refusesAsClosed(() -> ring.product(two));
    refusesAsClosed(() -> ring.weightedProduct(two, new long[] {1, -1}));
    refusesAsClosed(() -> ring.fixedBase(BigInteger.TWO, 16, 4));
    for (BigInteger exponent : List.of(BigInteger.ZERO, ONE, BigInteger.TEN)) {
      refusesAsClosed(() -> ring.power(two, exponent, two));
    }
    factored.close();
    factored.close();
    refusesAsClosed(() -> factored.residuosityClasses(two, m));
    refusesAsClosed(() -> factored.nthResidues(half, half, two));
    refusesAsClosed(() -> factored.fixedBase(BigInteger.TWO, 16, 4));
    assertThat(two.get(0)).isEqualTo(BigInteger.TWO);
  }

  private static void refusesAsClosed(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("it is closed");
  }

  /** A ring that is closed under a call's feet lets it end. */
  @Test
  void lastUseEndsBeforeTheWipe() {
    BigInteger n = Vectors.privateKey("blum-1024").publicKey().modulus();
    BigInteger exponent = ONE.shiftLeft(1024).subtract(ONE);
    for (int i = 0; i < 20; i++) {
      SquareRing ring = arithmetic.squareRing(n);
      AtomicInteger begun = new AtomicInteger();
      CompletableFuture<BigInteger> user =
          CompletableFuture.supplyAsync(
              () -> {
                begun.incrementAndGet();
                BigInteger power = BigInteger.TWO;
                try {
                  while (true) {
                    BigInteger next = ring.power(BigInteger.TWO, exponent);
                    assertThat(power).isIn(BigInteger.TWO, next);
                    power = next;
                  }
                } catch (IllegalStateException e) {
                  return power;
                }
              });
      while (begun.get() == 0) {
        Thread.onSpinWait();
      }
      ring.close();
      assertThat(user.join()).isIn(BigInteger.TWO, BigInteger.TWO.modPow(exponent, n.multiply(n)));
    }
  }

  @Test
  void joinsWhatItKnowsOfTheFactors() {
    for (String name : List.of("blum-1024", "phe-1024-nonblum", "odd-2073")) {
      var key = Vectors.privateKey(name);
      BigInteger n = key.publicKey().modulus();
      Random random = Seeds.random("factors " + name);
      try (FactoredRing ring = arithmetic.factoredRing(key.p(), key.q());
          FactoredRing oracle = Arithmetics.pure().factoredRing(key.p(), key.q());
          SquareRing square = Arithmetics.pure().squareRing(n)) {
        BlockArray yp = blocks(randoms(9, key.p(), random), (key.p().bitLength() + 7) / 8);
        BlockArray yq = blocks(randoms(9, key.q(), random), (key.q().bitLength() + 7) / 8);
        BlockArray units = BlockArray.allocate(9, key.publicKey().ciphertextBytes());
        BlockArray expected = BlockArray.allocate(9, key.publicKey().ciphertextBytes());
        ring.nthResidues(yp, yq, units);
        oracle.nthResidues(yp, yq, expected);
        assertThat(units.bytes()).isEqualTo(expected.bytes());
        BlockArray m = blocks(randoms(9, n, random), key.publicKey().plaintextBytes());
        square.multiplyLifted(m, units, units);
        BlockArray classes = BlockArray.allocate(9, key.publicKey().plaintextBytes());
        ring.residuosityClasses(units, classes);
        assertThat(classes.bytes()).isEqualTo(m.bytes());
        BlockArray multipleOfP = BlockArray.of(units.blockBytes(), key.p());
        assertThatThrownBy(() -> ring.residuosityClasses(multipleOfP, classes.slice(0, 1)))
            .isInstanceOf(ArithmeticException.class);
      }
    }
  }

  @Test
  void refusesModuliThatWouldEndTheProcess() {
    for (long bad : new long[] {-3, 0, 1, 2, 4, 1L << 40}) {
      BigInteger modulus = BigInteger.valueOf(bad);
      assertThatThrownBy(() -> arithmetic.squareRing(modulus).close())
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> arithmetic.power(ONE, ONE, modulus))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> arithmetic.factoredRing(modulus, BigInteger.valueOf(7)).close())
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> arithmetic.squareRing(ONE.shiftLeft(8192).setBit(0)).close())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> arithmetic.power(ONE, ONE.negate(), BigInteger.valueOf(7)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void raisesToThePowerOfZeroAndOne() {
    BigInteger n = Vectors.privateKey("blum-1024").publicKey().modulus();
    try (SquareRing ring = arithmetic.squareRing(n)) {
      BigInteger element = ring.modulus().subtract(BigInteger.TWO);
      assertThat(ring.power(element, BigInteger.ZERO)).isEqualTo(ONE);
      assertThat(ring.power(element, ONE)).isEqualTo(element);
      assertThat(ring.power(BigInteger.ZERO, BigInteger.TEN)).isZero();
    }
    assertThat(arithmetic.power(BigInteger.TEN, BigInteger.ZERO, BigInteger.valueOf(7)))
        .isEqualTo(ONE);
    assertThat(arithmetic.power(BigInteger.ZERO, BigInteger.TEN, BigInteger.valueOf(7))).isZero();
  }

  @Test
  void tellsPrimes() {
    for (int i = 0; i < 1000; i++) {
      BigInteger candidate = BigInteger.valueOf(i);
      assertThat(arithmetic.isProbablePrime(candidate))
          .as("%d", i)
          .isEqualTo(candidate.isProbablePrime(100));
    }
    // the square of a Wieferich prime, a Carmichael number, and a Mersenne prime
    assertThat(arithmetic.isProbablePrime(BigInteger.valueOf(1093L * 1093))).isFalse();
    assertThat(arithmetic.isProbablePrime(BigInteger.valueOf(561))).isFalse();
    assertThat(arithmetic.isProbablePrime(ones(1279))).isTrue();
  }

  private static List<BigInteger> randoms(int count, BigInteger bound, Random random) {
    return Stream.generate(() -> new BigInteger(bound.bitLength() + 64, random).mod(bound))
        .limit(count)
        .toList();
  }

  private static BlockArray blocks(List<BigInteger> values, int width) {
    return BlockArray.of(width, values.toArray(BigInteger[]::new));
  }
}
