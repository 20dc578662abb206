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
  private final OsRandom random = OsRandom.open();

  private FreshBlinding(PaillierPublicKey key, SquareRing ring) {
    this.key = key;
    this.ring = ring;
  }

  public static FreshBlinding of(PaillierPublicKey key, ModularArithmetic arithmetic) {
    return new FreshBlinding(key, arithmetic.squareRing(key.modulus()));
  }

  @Override
  public PaillierPublicKey key() {
    return key;
  }

  @Override
  public String method() {
    return "full r^n";
  }

  @Override
  public void fill(BlockArray units) {
    BigInteger n = key.modulus();
    for (int i = 0; i < units.count(); i++) {
      units.set(i, randomUnit(n));
    }
    ring.power(units, n, units);
  }

  private BigInteger randomUnit(BigInteger n) {
    BigInteger r = random.positiveBelow(n);
    // finding a factor of n by chance is as likely as factoring it; a bad key makes it likely
    while (!r.gcd(n).equals(BigInteger.ONE)) {
      r = random.positiveBelow(n);
    }
    return r;
  }

  @Override
  public void close() {
    ring.close();
  }
}
