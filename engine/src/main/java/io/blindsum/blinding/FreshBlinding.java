package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;

/**
 * Blinds with {@code r^n mod n^2} for a fresh uniform unit {@code r}, one full exponentiation a
 * value: right for every key and under no assumption but Paillier's own.
 */
public final class FreshBlinding implements BlindingSource {
  private final PaillierPublicKey key;
  private final SquareRing ring;
  private final OsRandom random;

  private FreshBlinding(PaillierPublicKey key, SquareRing ring, OsRandom random) {
    this.key = key;
    this.ring = ring;
    this.random = random;
  }

  public static FreshBlinding of(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return of(key, arithmetic, OsRandom.open());
  }

  static FreshBlinding of(PaillierPublicKey key, ModularArithmetic arithmetic, OsRandom random) {
    return new FreshBlinding(key, arithmetic.squareRing(key.modulus()), random);
  }

  @Override
  public PaillierPublicKey key() {
    return key;
  }

  @Override
  public String method() {
    return "full";
  }

  @Override
  public void fill(BlockArray units) {
    drawUnits(units);
    ring.power(units, key.modulus(), units);
  }

  /** Draws uniform units modulo {@code n}, and checks them all by one greatest common divisor. */
  void drawUnits(BlockArray units) {
    BigInteger n = key.modulus();
    do {
      random.fillPositiveBelow(units, n);
      // finding a factor of n by chance is as likely as factoring it; a bad key makes it likely
    } while (!ring.product(units).gcd(n).equals(BigInteger.ONE));
  }

  @Override
  public void close() {
    ring.close();
  }
}
