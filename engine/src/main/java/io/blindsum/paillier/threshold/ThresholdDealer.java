package io.blindsum.paillier.threshold;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPrivateKey;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Shares a private key, which it has as long as it lives: who deals is trusted to forget it.
 *
 * <p>The shared exponent is {@code d = 0 mod m}, {@code d = 1 mod n}, with {@code m =
 * (p-1)(q-1)/4}.
 */
public final class ThresholdDealer {
  private final PaillierPrivateKey key;
  private final ModularArithmetic arithmetic;
  private final BigInteger order;
  private final BigInteger modulus;
  private final OsRandom random = OsRandom.open();

  private ThresholdDealer(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    this.key = key;
    this.arithmetic = arithmetic;
    this.order = key.p().shiftRight(1).multiply(key.q().shiftRight(1));
    this.modulus = order.multiply(key.publicKey().modulus());
  }

  /**
   * Takes a key to share.
   *
   * @throws InvalidKeyException if it is not of safe primes: with others, shares that were made
   *     wrong pass their proofs
   */
  public static ThresholdDealer of(PaillierPrivateKey key, ModularArithmetic arithmetic) {
    if (!key.isOfSafePrimes()) {
      throw new InvalidKeyException("a key whose primes are not safe cannot be shared");
    }
    return new ThresholdDealer(key, arithmetic);
  }

  /** Shares the key among holders. */
  public Dealing deal(ThresholdParameters parameters) {
    try (SquareRing ring = arithmetic.squareRing(key.publicKey().modulus())) {
      Sharing sharing = Sharing.of(secret(), parameters.threshold(), modulus, random);
      return deal(parameters, ThresholdKey.base(ring), sharing);
    }
  }

  /**
   * Makes new shares of the same key for all holders by adding shares of zero. They do not combine
   * with the old ones, of which whoever stole fewer than are needed has nothing then.
   *
   * @param old the key as dealt before; its threshold is at least 2, as one share alone is the
   *     secret itself
   * @param shares old ones of different holders, at least as many as are needed
   * @throws InvalidKeyException if they are not
   */
  public Dealing refresh(ThresholdKey old, List<KeyShare> shares) {
    int threshold = old.parameters().threshold();
    return refresh(old, shares, Sharing.of(BigInteger.ZERO, threshold, modulus, random));
  }

  Dealing refresh(ThresholdKey old, List<KeyShare> shares, Sharing zero) {
    ThresholdParameters parameters = old.parameters();
    if (parameters.threshold() == 1) {
      throw new InvalidKeyException(
          "shares of a threshold of 1 cannot be renewed: each is the key");
    }
    KeyRecovery.requireEnough(old, shares, arithmetic);
    BigInteger inverse = parameters.delta().modInverse(modulus);
    return dealing(
        parameters,
        old.base(),
        i -> {
          BigInteger share = KeyRecovery.interpolated(parameters, shares, i).multiply(inverse);
          return share.add(zero.at(i)).mod(modulus);
        });
  }

  /** Returns {@code d}. */
  BigInteger secret() {
    return order.multiply(order.modInverse(key.publicKey().modulus()));
  }

  Dealing deal(ThresholdParameters parameters, BigInteger base, Sharing sharing) {
    return dealing(parameters, base, sharing::at);
  }

  private Dealing dealing(
      ThresholdParameters parameters, BigInteger base, IntFunction<BigInteger> shareOf) {
    List<KeyShare> shares =
        IntStream.rangeClosed(1, parameters.holders())
            .mapToObj(i -> new KeyShare(i, shareOf.apply(i)))
            .toList();
    try (SquareRing secretRing = arithmetic.secretPowerRing(key.publicKey().modulus())) {
      BigInteger delta = parameters.delta();
      List<BigInteger> verificationKeys =
          shares.stream()
              .map(share -> secretRing.power(base, delta.multiply(share.value())))
              .toList();
      ThresholdKey dealt = new ThresholdKey(key.publicKey(), parameters, base, verificationKeys);
      return new Dealing(dealt, shares);
    }
  }
}
