package io.blindsum.paillier;

/**
 * The size of a key to be made.
 *
 * <p>2048 bits are the floor (112 bits of security, NIST SP 800-57 part 1, acceptable through
 * 2030), 3072 the default (128 bits). Smaller keys are for tests and must be asked for by name.
 */
public final class PaillierParameters {
  /** The bits of {@code n} when nothing else is asked for. */
  public static final int DEFAULT_BITS = 3072;

  /** The fewest bits of a key that may protect data. */
  public static final int FLOOR_BITS = 2048;

  private final int modulusBits;

  private PaillierParameters(int modulusBits) {
    this.modulusBits = modulusBits;
  }

  /** Returns a builder for a key of {@value #DEFAULT_BITS} bits. */
  public static Builder builder() {
    return new Builder();
  }

  public int modulusBits() {
    return modulusBits;
  }

  /** Tells whether a key has too few bits to protect anything. */
  public static boolean isSmall(PaillierPublicKey key) {
    return key.modulusBits() < FLOOR_BITS;
  }

  /** Collects and checks the parameters. */
  public static final class Builder {
    private int modulusBits = DEFAULT_BITS;
    private boolean insecureTestKey;

    private Builder() {}

    /**
     * Sets the size of the modulus.
     *
     * @param bits the bits of {@code n}, even
     */
    public Builder modulusBits(int bits) {
      this.modulusBits = bits;
      return this;
    }

    /** Allows a modulus below {@value PaillierParameters#FLOOR_BITS} bits, for tests. */
    public Builder insecureTestKey(boolean allowed) {
      this.insecureTestKey = allowed;
      return this;
    }

    /**
     * Returns the parameters.
     *
     * @throws InvalidKeyException if the size is odd, too large or too small
     */
    public PaillierParameters build() {
      int floor = insecureTestKey ? PaillierPublicKey.MIN_BITS : FLOOR_BITS;
      if (modulusBits < floor || modulusBits > PaillierPublicKey.MAX_BITS || modulusBits % 2 != 0) {
        throw new InvalidKeyException(
            "a modulus of "
                + modulusBits
                + " bits: an even number from "
                + floor
                + " to "
                + PaillierPublicKey.MAX_BITS
                + " expected");
      }
      return new PaillierParameters(modulusBits);
    }
  }
}
