package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FixedBase;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;

/**
 * Multiplies a blinding value that was made earlier by {@code g^a} with a {@value #SHARE_BITS}-bit
 * {@code a} drawn at the moment of use, where {@code g = y^n mod n^2} for a random unit {@code y}.
 *
 * <p>A stored value alone would be used twice by two copies of one machine. The product is not: it
 * is an {@code n}-th residue for every key, as random as the stored value, and two copies draw
 * different {@code a}. Only there, where a snapshot was restored, does the secrecy rest on the
 * share.
 */
final class FreshShare implements AutoCloseable {
  private static final int SHARE_BITS = 128;
  private static final TableBudget TABLE = new TableBudget(32L << 20, TableBudget.UNKNOWN_VALUES);

  private final SquareRing ring;
  private final FixedBase table;
  private final OsRandom random = OsRandom.open();

  FreshShare(PaillierPublicKey key, ModularArithmetic arithmetic) {
    this.ring = arithmetic.squareRing(key.modulus());
    BigInteger base = ring.power(RandomUnits.draw(random, key.modulus()), key.modulus());
    TableWindow window = TableWindow.choose(ring, SHARE_BITS, TABLE);
    this.table = ring.fixedBase(base, SHARE_BITS, window.bits());
  }

  /** Multiplies each unit by a share of its own. */
  void multiply(BlockArray units) {
    BlockArray exponents = exponents(units.count());
    BlockArray shares = BlockArray.allocate(units.count(), units.blockBytes());
    table.power(exponents, shares);
    ring.multiply(units, shares, units);
    exponents.wipe();
    shares.wipe();
  }

  /** Encrypts with the units, each multiplied by a share of its own. */
  void encrypt(BlockArray plaintexts, BlockArray units, BlockArray out) {
    BlockArray exponents = exponents(units.count());
    table.encrypt(plaintexts, exponents, out);
    ring.multiply(out, units, out);
    exponents.wipe();
  }

  private BlockArray exponents(int count) {
    BlockArray exponents = BlockArray.allocate(count, table.exponentBytes());
    random.fillBits(exponents, SHARE_BITS);
    return exponents;
  }

  @Override
  public void close() {
    table.close();
    ring.close();
  }
}
