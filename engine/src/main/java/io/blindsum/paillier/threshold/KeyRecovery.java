package io.blindsum.paillier.threshold;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPrivateKey;
import java.math.BigInteger;
import java.util.List;

/**
 * Puts a private key together again from the shares of as many holders as are needed, who do so on
 * purpose: to deal new shares when one is lost. Whoever runs this has the key.
 */
public final class KeyRecovery {
  /** Every other number below tells the primes apart. */
  private static final int BASES = 1000;

  private KeyRecovery() {}

  /**
   * Recovers the key.
   *
   * @param shares of different holders, at least as many as are needed
   * @throws InvalidKeyException if they are not, or are shares of another key
   */
  public static PaillierPrivateKey recover(
      ThresholdKey key, List<KeyShare> shares, ModularArithmetic arithmetic) {
    requireEnough(key, shares, arithmetic);
    // Delta d as an integer modulo n m, and so a multiple of m = p' q'
    BigInteger multiple = interpolated(key.parameters(), shares, 0).abs();
    BigInteger odd = multiple.shiftRight(multiple.getLowestSetBit());
    BigInteger n = key.publicKey().modulus();
    for (int base = 2; base < BASES; base++) {
      // 1 or -1 modulo p, and modulo q; where they differ, this tells p from q
      BigInteger sign = arithmetic.power(BigInteger.valueOf(base), odd, n);
      BigInteger p = sign.subtract(BigInteger.ONE).gcd(n);
      if (!p.equals(BigInteger.ONE) && !p.equals(n)) {
        return PaillierPrivateKey.of(p, n.divide(p));
      }
    }
    throw new InvalidKeyException("the shares are not those of a key of safe primes");
  }

  static void requireEnough(ThresholdKey key, List<KeyShare> shares, ModularArithmetic arithmetic) {
    long holders = shares.stream().map(KeyShare::holder).distinct().count();
    if (holders < shares.size() || holders < key.parameters().threshold()) {
      throw new InvalidKeyException(
          "%s shares of %s holders; those of %s different ones are needed"
              .formatted(shares.size(), holders, key.parameters().threshold()));
    }
    try (SquareRing secretRing = arithmetic.secretPowerRing(key.publicKey().modulus())) {
      shares.forEach(share -> key.requireShare(share, secretRing));
    }
  }

  /** Returns {@code Delta f(at)} modulo {@code n m}, as an integer that may be negative. */
  static BigInteger interpolated(ThresholdParameters parameters, List<KeyShare> shares, int at) {
    List<Integer> indices = shares.stream().map(KeyShare::holder).toList();
    List<BigInteger> weights = parameters.lagrange(indices, at);
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < weights.size(); k++) {
      sum = sum.add(weights.get(k).multiply(shares.get(k).value()));
    }
    return sum;
  }
}
