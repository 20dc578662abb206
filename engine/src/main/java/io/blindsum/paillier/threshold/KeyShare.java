package io.blindsum.paillier.threshold;

import java.math.BigInteger;

/**
 * One holder's share of a private key: {@code f(i)} of the dealer's polynomial. Like {@link
 * io.blindsum.paillier.PaillierPrivateKey}, it tells no digit in {@link #toString}, and lives on
 * the Java heap, which nobody can wipe.
 */
public final class KeyShare {
  private final int holder;
  private final BigInteger value;

  /**
   * Takes a share as it is; {@link ThresholdKey#requireShare} says whether it is one of a key.
   *
   * @param holder the holder's index
   * @param value secret
   */
  public KeyShare(int holder, BigInteger value) {
    this.holder = holder;
    this.value = value;
  }

  /** Returns the holder's index. */
  public int holder() {
    return holder;
  }

  /** Returns the secret. */
  public BigInteger value() {
    return value;
  }

  @Override
  public String toString() {
    return "share of holder " + holder;
  }
}
