package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FixedBase;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.NoRoomException;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Blinds with powers of one base (Damgård, Jurik, Nielsen, "A generalization of Paillier's
 * public-key system with applications to electronic voting", Int. J. Inf. Secur. 9, 2010, section
 * 4.2): {@code h = -x^2 mod n} and {@code h_s = h^n mod n^2} once, then {@code h_s^a} with a
 * uniform {@code a} of half the bits of {@code n} for each value, from a table.
 *
 * <p>It assumes, beyond Paillier, that {@code h_s^a} with such an {@code a} cannot be told from a
 * random {@code n}-th residue, and it needs a key of {@link
 * io.blindsum.paillier.proof.KeyForm#BLUM}. The base is drawn here and never read from anywhere:
 * with {@code h_s = 1} every ciphertext would show its plaintext.
 */
public final class FixedBaseBlinding implements BlindingSource {
  private static final int THREE = 0b11;

  private final PaillierPublicKey key;
  private final SquareRing ring;
  private final OsRandom random;
  private final TableWindow window;
  private final FixedBase table;
  private final double buildSeconds;

  private FixedBaseBlinding(
      PaillierPublicKey key,
      SquareRing ring,
      BigInteger base,
      TableBudget budget,
      OsRandom random) {
    this.key = key;
    this.ring = ring;
    this.random = random;
    int bits = exponentBits(key);
    TableWindow chosen = TableWindow.choose(ring, bits, budget);
    long start = System.nanoTime();
    @Nullable FixedBase made = tryTable(ring, base, bits, chosen);
    while (made == null) {
      chosen = chosen.narrower(ring, bits);
      made = tryTable(ring, base, bits, chosen);
    }
    this.window = chosen;
    this.table = made;
    this.buildSeconds = (System.nanoTime() - start) / 1e9;
  }

  /** Returns the table, or null if it needs more memory than there is and can be narrower. */
  private static @Nullable FixedBase tryTable(
      SquareRing ring, BigInteger base, int exponentBits, TableWindow window) {
    try {
      return ring.fixedBase(base, exponentBits, window.bits());
    } catch (NoRoomException e) {
      if (window.canBeNarrower()) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Draws a base and makes its table.
   *
   * @param key of Blum form, which is the caller's to know
   * @param budget what the table may cost; too little memory for it makes it narrower
   * @throws IllegalArgumentException if {@code n} alone shows that the key is not of Blum form
   */
  public static FixedBaseBlinding of(
      PaillierPublicKey key, ModularArithmetic arithmetic, TableBudget budget) {
    return of(key, arithmetic, budget, OsRandom.open());
  }

  static FixedBaseBlinding of(
      PaillierPublicKey key, ModularArithmetic arithmetic, TableBudget budget, OsRandom random) {
    BigInteger x = RandomUnits.draw(random, key.modulus());
    return withBase(key, arithmetic, budget, random, x);
  }

  /** The tested core, with the {@code x} of the base given. */
  static FixedBaseBlinding withBase(
      PaillierPublicKey key,
      ModularArithmetic arithmetic,
      TableBudget budget,
      OsRandom random,
      BigInteger x) {
    if (isVisiblyNotBlum(key)) {
      throw new IllegalArgumentException("n is 3 modulo 4: not a product of two primes 3 modulo 4");
    }
    SquareRing ring = arithmetic.squareRing(key.modulus());
    try {
      return new FixedBaseBlinding(key, ring, base(ring, x), budget, random);
    } catch (RuntimeException e) {
      ring.close();
      throw e;
    }
  }

  /** Tells whether the modulus alone shows that its primes are not both 3 modulo 4. */
  public static boolean isVisiblyNotBlum(PaillierPublicKey key) {
    return (key.modulus().intValue() & THREE) == THREE;
  }

  /** Returns {@code h_s = (-x^2)^n mod n^2}. */
  static BigInteger base(SquareRing ring, BigInteger x) {
    BigInteger n = ring.root();
    return ring.power(x.multiply(x).negate().mod(n), n);
  }

  static int exponentBits(PaillierPublicKey key) {
    return (key.modulusBits() + 1) / 2;
  }

  @Override
  public PaillierPublicKey key() {
    return key;
  }

  /** Returns the window of the table. */
  public TableWindow window() {
    return window;
  }

  /** Returns how long it took to make the table, by the clock on the wall. */
  public double buildSeconds() {
    return buildSeconds;
  }

  @Override
  public String method() {
    return "djn";
  }

  @Override
  public void fill(BlockArray units) {
    BlockArray exponents = BlockArray.allocate(units.count(), table.exponentBytes());
    drawExponents(exponents);
    table.power(exponents, units);
    exponents.wipe();
  }

  @Override
  public void encrypt(SquareRing callersRing, BlockArray plaintexts, BlockArray out) {
    BlockArray exponents = BlockArray.allocate(out.count(), table.exponentBytes());
    drawExponents(exponents);
    encryptWith(plaintexts, exponents, out);
    exponents.wipe();
  }

  /** The tested core of encryption, with the exponents {@code a} given. */
  void encryptWith(BlockArray plaintexts, BlockArray exponents, BlockArray out) {
    table.encrypt(plaintexts, exponents, out);
  }

  /** Draws the exponents {@code a}, uniform in [0, 2^{@link #exponentBits}). */
  void drawExponents(BlockArray exponents) {
    random.fillBits(exponents, table.exponentBits());
  }

  @Override
  public void close() {
    table.close();
    ring.close();
  }
}
