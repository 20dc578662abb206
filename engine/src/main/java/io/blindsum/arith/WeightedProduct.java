package io.blindsum.arith;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Computes a product of powers with small exponents by buckets (Pippenger, "On the evaluation of
 * powers and monomials", SIAM J. Comput. 9, 1980): one multiplication an element and digit, instead
 * of one exponentiation an element.
 */
final class WeightedProduct {
  private static final int DIGIT_BITS = 8;
  private static final int BUCKETS = 1 << DIGIT_BITS;

  private final SquareRing ring;
  private final BlockArray elements;
  private final long[] weights;

  WeightedProduct(SquareRing ring, BlockArray elements, long[] weights) {
    if (weights.length != elements.count()) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + elements.count() + " elements");
    }
    this.ring = ring;
    this.elements = elements;
    this.weights = weights;
  }

  SignedProduct compute() {
    long[] positive = Arrays.stream(weights).map(weight -> Math.max(weight, 0)).toArray();
    // the magnitude of Long.MIN_VALUE is 2^63, itself when read as unsigned
    long[] negative = Arrays.stream(weights).map(weight -> weight < 0 ? -weight : 0).toArray();
    return new SignedProduct(product(positive), product(negative));
  }

  /** Returns the product of {@code c_i^w_i} with the weights read as unsigned. */
  private BigInteger product(long[] weights) {
    long all = 0;
    for (long weight : weights) {
      all |= weight;
    }
    int digits = (Long.SIZE - Long.numberOfLeadingZeros(all) + DIGIT_BITS - 1) / DIGIT_BITS;
    BigInteger product = BigInteger.ONE;
    for (int digit = digits - 1; digit >= 0; digit--) {
      product = ring.power(product, BigInteger.valueOf(BUCKETS));
      product = ring.multiply(product, digitProduct(weights, digit * DIGIT_BITS));
    }
    return product;
  }

  /** Returns the product of {@code c_i^d_i} for the digits d_i at one place. */
  private BigInteger digitProduct(long[] weights, int shift) {
    int[] bucketEnd = new int[BUCKETS + 1];
    for (long weight : weights) {
      bucketEnd[digit(weight, shift) + 1]++;
    }
    for (int d = 0; d < BUCKETS; d++) {
      bucketEnd[d + 1] += bucketEnd[d];
    }
    BlockArray sorted = BlockArray.allocate(elements.count(), elements.blockBytes());
    int[] next = bucketEnd.clone();
    for (int i = 0; i < weights.length; i++) {
      sorted.copy(next[digit(weights[i], shift)]++, elements, i);
    }
    // prod_d B_d^d = prod_d (B_255 ... B_d), d from 255 to 1
    BigInteger running = BigInteger.ONE;
    BigInteger product = BigInteger.ONE;
    for (int d = BUCKETS - 1; d > 0; d--) {
      BlockArray bucket = sorted.slice(bucketEnd[d], bucketEnd[d + 1]);
      if (bucket.count() > 0) {
        running = ring.multiply(running, ring.product(bucket));
      }
      if (!running.equals(BigInteger.ONE)) {
        product = ring.multiply(product, running);
      }
    }
    return product;
  }

  private static int digit(long weight, int shift) {
    return (int) (weight >>> shift) & (BUCKETS - 1);
  }
}
