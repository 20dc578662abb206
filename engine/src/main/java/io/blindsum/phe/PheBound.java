package io.blindsum.phe;

/**
 * What is known of a number of which there is a ciphertext alone: it is a multiple of {@code
 * 16^exponent}, and its mantissa is below {@code 2^bits} in magnitude.
 *
 * @param bits at least 1
 * @param exponent of base 16, in [-1024, 1024]
 */
public record PheBound(int bits, int exponent) {
  /** Far beyond any double: keeps a hostile exponent from asking for a huge power. */
  static final int MAX_EXPONENT = 1024;

  public PheBound {
    if (bits < 1) {
      throw new IllegalArgumentException("a mantissa of " + bits + " bits");
    }
    if (Math.abs((long) exponent) > MAX_EXPONENT) {
      throw new IllegalArgumentException("an exponent beyond any double");
    }
  }
}
