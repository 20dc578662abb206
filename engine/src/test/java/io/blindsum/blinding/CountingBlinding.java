package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out the same values to everybody who makes one: 2, 3, 4, ... modulo a small key. */
final class CountingBlinding implements BlindingSource {
  private static final PaillierPublicKey KEY =
      PaillierPublicKey.of(
          BigInteger.ONE
              .shiftLeft(127)
              .nextProbablePrime()
              .multiply(BigInteger.ONE.shiftLeft(129).nextProbablePrime()));

  private final AtomicInteger next = new AtomicInteger(2);

  @Override
  public PaillierPublicKey key() {
    return KEY;
  }

  @Override
  public String method() {
    return "counting";
  }

  @Override
  public void fill(BlockArray units) {
    for (int i = 0; i < units.count(); i++) {
      units.set(i, BigInteger.valueOf(next.getAndIncrement()));
    }
  }

  @Override
  public void close() {
    // nothing is held
  }
}
