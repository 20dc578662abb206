package io.blindsum.paillier.threshold;

import io.blindsum.arith.SquareRing;
import io.blindsum.paillier.CiphertextGate;
import java.math.BigInteger;
import java.util.List;

/** Finds numbers that are no ring elements with an inverse. */
final class Units {
  private Units() {}

  /** Returns the place of the first number that is not in (0, n^2) or not a unit, or -1. */
  static int firstOther(List<BigInteger> numbers, SquareRing ring) {
    for (int i = 0; i < numbers.size(); i++) {
      BigInteger number = numbers.get(i);
      boolean inRange = number.signum() > 0 && number.compareTo(ring.modulus()) < 0;
      if (!inRange || !CiphertextGate.isUnit(number, ring.root())) {
        return i;
      }
    }
    return -1;
  }

  static boolean areAll(List<BigInteger> numbers, SquareRing ring) {
    return firstOther(numbers, ring) < 0;
  }
}
