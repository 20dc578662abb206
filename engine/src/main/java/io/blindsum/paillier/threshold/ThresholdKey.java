package io.blindsum.paillier.threshold;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.Challenges;
import java.math.BigInteger;
import java.util.List;

/**
 * The public part of a threshold key: the Paillier key, the parameters and one verification key a
 * holder, {@code v_i = v^(Delta s_i) mod n^2}.
 *
 * <p>{@code v = ((1 + n) rho^n)^2} with a {@code rho} that is a hash of {@code n}: an encryption of
 * 2 that nobody chose. For an {@code n} of safe primes it generates the squares but for a chance of
 * 2^-500, and as its plaintext is known, everybody can check that any holders as many as are needed
 * have shares of an exponent that decrypts ({@link #of}).
 */
public final class ThresholdKey {
  private static final String LABEL = "blindsum-threshold-base-v1";

  private final PaillierPublicKey publicKey;
  private final ThresholdParameters parameters;
  private final BigInteger base;
  private final List<BigInteger> verificationKeys;

  /** Takes a key from its parts, unverified. */
  ThresholdKey(
      PaillierPublicKey publicKey,
      ThresholdParameters parameters,
      BigInteger base,
      List<BigInteger> verificationKeys) {
    this.publicKey = publicKey;
    this.parameters = parameters;
    this.base = base;
    this.verificationKeys = List.copyOf(verificationKeys);
  }

  /**
   * Takes a key from its parts and verifies it: that the verification keys are those of a
   * polynomial below the degree {@code threshold}, whose value at 0 decrypts {@code v} to 2.
   *
   * <p>It does not show that fewer holders cannot open a ciphertext: the dealer had the key.
   *
   * @param verificationKeys one a holder, in order
   * @throws InvalidKeyException in one line, if they are not verification keys of this key
   */
  public static ThresholdKey of(
      PaillierPublicKey publicKey,
      ThresholdParameters parameters,
      List<BigInteger> verificationKeys,
      ModularArithmetic arithmetic) {
    if (verificationKeys.size() != parameters.holders()) {
      throw new InvalidKeyException(
          "%s verification keys for %s holders"
              .formatted(verificationKeys.size(), parameters.holders()));
    }
    try (SquareRing ring = arithmetic.squareRing(publicKey.modulus())) {
      ThresholdKey key = new ThresholdKey(publicKey, parameters, base(ring), verificationKeys);
      key.verify(ring);
      return key;
    }
  }

  /** Returns {@code v} for a modulus. */
  static BigInteger base(SquareRing ring) {
    BigInteger n = ring.root();
    BigInteger residue = ring.power(new Challenges(LABEL, n).unit(0), n);
    BigInteger one = ring.multiply(residue, n.add(BigInteger.ONE));
    return ring.multiply(one, one);
  }

  private void verify(SquareRing ring) {
    int other = Units.firstOther(verificationKeys, ring);
    if (other >= 0) {
      throw new InvalidKeyException(
          "verification key %s is not a unit modulo n^2".formatted(other + 1));
    }
    BigInteger n = ring.root();
    List<Integer> first = parameters.firstHolders();
    // v^(Delta^2 d) with d = 0 mod m and d = 1 mod n
    BigInteger opened = BigInteger.TWO.multiply(parameters.delta().pow(2)).mod(n);
    if (!interpolated(first, 0, ring).equals(opened.multiply(n).add(BigInteger.ONE))) {
      throw new InvalidKeyException("the verification keys are not those of a key that decrypts");
    }
    for (int i = parameters.threshold() + 1; i <= parameters.holders(); i++) {
      BigInteger expected = ring.power(verificationKey(i), parameters.delta());
      if (!interpolated(first, i, ring).equals(expected)) {
        throw new InvalidKeyException(
            "verification key %s is not that of one of %s shares"
                .formatted(i, parameters.holders()));
      }
    }
  }

  private BigInteger interpolated(List<Integer> indices, int at, SquareRing ring) {
    List<BigInteger> values = indices.stream().map(this::verificationKey).toList();
    return SignedPowers.product(ring, values, parameters.lagrange(indices, at));
  }

  /**
   * Checks that a share is this key's.
   *
   * @throws InvalidKeyException in one line, if it is not
   */
  public void requireShare(KeyShare share, ModularArithmetic arithmetic) {
    try (SquareRing secretRing = arithmetic.secretPowerRing(publicKey.modulus())) {
      requireShare(share, secretRing);
    }
  }

  void requireShare(KeyShare share, SquareRing secretRing) {
    boolean fits =
        parameters.isHolder(share.holder())
            && share.value().signum() >= 0
            && share.value().compareTo(shareBound()) < 0;
    if (!fits || !verificationKeyOf(share, secretRing).equals(verificationKey(share.holder()))) {
      throw new InvalidKeyException(
          "the share is not that of holder %s of key %s"
              .formatted(share.holder(), publicKey.fingerprint().substring(0, 8)));
    }
  }

  private BigInteger verificationKeyOf(KeyShare share, SquareRing secretRing) {
    return secretRing.power(base, witness(share));
  }

  /** Returns {@code Delta s_i}, as an integer. */
  BigInteger witness(KeyShare share) {
    return parameters.delta().multiply(share.value());
  }

  public PaillierPublicKey publicKey() {
    return publicKey;
  }

  public ThresholdParameters parameters() {
    return parameters;
  }

  /** Returns the verification keys in the order of the holders. */
  public List<BigInteger> verificationKeys() {
    return verificationKeys;
  }

  BigInteger verificationKey(int holder) {
    return verificationKeys.get(holder - 1);
  }

  /** Returns {@code v}. */
  BigInteger base() {
    return base;
  }

  /** Returns {@code n floor(n/4)}, which every share is below, as {@code m < n/4}. */
  BigInteger shareBound() {
    BigInteger n = publicKey.modulus();
    return n.multiply(n.shiftRight(2));
  }

  EqualityBounds bounds(int challengeBits) {
    return new EqualityBounds(challengeBits, parameters.delta().multiply(shareBound()));
  }

  @Override
  public String toString() {
    return "%s of %s holders of %s"
        .formatted(parameters.threshold(), parameters.holders(), publicKey);
  }
}
