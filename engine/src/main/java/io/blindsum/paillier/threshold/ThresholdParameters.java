package io.blindsum.paillier.threshold;

import io.blindsum.paillier.InvalidKeyException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many holders there are, and how many of them open a ciphertext.
 *
 * @param threshold the holders that are needed, 1 to {@code holders}
 * @param holders all holders, 1 to {@value #MAX_HOLDERS}; they have the indices 1 to {@code
 *     holders}
 */
public record ThresholdParameters(int threshold, int holders) {
  /** The most holders of one key. */
  public static final int MAX_HOLDERS = 255;

  /**
   * Checks both numbers.
   *
   * @throws InvalidKeyException if they are out of range
   */
  public ThresholdParameters {
    if (holders < 1 || holders > MAX_HOLDERS) {
      throw new InvalidKeyException("%s holders: 1 to %s expected".formatted(holders, MAX_HOLDERS));
    }
    if (threshold < 1 || threshold > holders) {
      throw new InvalidKeyException(
          "a threshold of %s of %s holders: 1 to %s expected"
              .formatted(threshold, holders, holders));
    }
  }

  /** Tells whether an index is one of a holder. */
  boolean isHolder(int index) {
    return index >= 1 && index <= holders;
  }

  /** Returns the indices of the first holders, as many as are needed. */
  List<Integer> firstHolders() {
    return IntStream.rangeClosed(1, threshold).boxed().toList();
  }

  /** Returns {@code Delta = holders!}, which makes every coefficient of Lagrange an integer. */
  BigInteger delta() {
    BigInteger delta = BigInteger.ONE;
    for (int i = 2; i <= holders; i++) {
      delta = delta.multiply(BigInteger.valueOf(i));
    }
    return delta;
  }

  /**
   * Returns {@code Delta prod_{j in S, j != i} (at - j) / (i - j)} for each {@code i} of {@code S}:
   * with these coefficients the values of a polynomial at {@code S} add up to {@code Delta} times
   * its value at {@code at}, if its degree is below the number of indices.
   *
   * @param indices different ones of holders
   * @param at an integer from 0 to {@code holders}
   */
  List<BigInteger> lagrange(List<Integer> indices, int at) {
    BigInteger delta = delta();
    return indices.stream().map(i -> coefficient(delta, indices, i, at)).toList();
  }

  private static BigInteger coefficient(BigInteger delta, List<Integer> indices, int i, int at) {
    BigInteger numerator = delta;
    BigInteger denominator = BigInteger.ONE;
    for (int j : indices) {
      if (j != i) {
        numerator = numerator.multiply(BigInteger.valueOf(at - (long) j));
        denominator = denominator.multiply(BigInteger.valueOf(i - (long) j));
      }
    }
    return numerator.divide(denominator);
  }
}
