package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.FactoredRing;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;

/**
 * Blinds for the holder of the private key, modulo {@code p^2} and {@code q^2}: distributed as
 * {@code r^n mod n^2} for a uniform unit {@code r}, and several times faster.
 */
public final class CrtBlinding implements BlindingSource {
  private final PaillierPrivateKey key;
  private final FactoredRing ring;
  private final OsRandom random;

  private CrtBlinding(PaillierPrivateKey key, FactoredRing ring, OsRandom random) {
    this.key = key;
    this.ring = ring;
    this.random = random;
  }

  public static CrtBlinding of(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    return of(key, arithmetic, OsRandom.open());
  }

  static CrtBlinding of(PaillierPrivateKey key, ModularArithmetic arithmetic, OsRandom random) {
    return new CrtBlinding(key, arithmetic.factoredRing(key.p(), key.q()), random);
  }

  @Override
  public PaillierPublicKey key() {
    return key.publicKey();
  }

  @Override
  public String method() {
    return "crt";
  }

  @Override
  public void fill(BlockArray units) {
    BlockArray basesModP = uniform(units.count(), key.p());
    BlockArray basesModQ = uniform(units.count(), key.q());
    ring.nthResidues(basesModP, basesModQ, units);
    basesModP.wipe();
    basesModQ.wipe();
  }

  private BlockArray uniform(int count, BigInteger prime) {
    BlockArray bases = BlockArray.allocate(count, (prime.bitLength() + 7) / 8);
    random.fillPositiveBelow(bases, prime);
    return bases;
  }

  @Override
  public void close() {
    ring.close();
  }
}
