package io.blindsum.phe;

import io.blindsum.encoding.EncodingOverflowException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * Encodes signed integers and floating-point numbers as python-paillier (phe 1.5) does.
 *
 * <p>A mantissa in [-max, max] with {@code max = floor(n / 3) - 1} is stored modulo {@code n}. What
 * lies between is no number: a sum that overflowed is refused and never decoded wrongly.
 */
public final class PheEncoding {
  /** The widest mantissa of a double: 53 bits, and 3 as exponents are multiples of 4 bits. */
  public static final int DOUBLE_BITS = 56;

  private static final int BASE = 16;
  private static final int BASE_BITS = 4;

  private final BigInteger modulus;
  private final BigInteger maxInteger;

  private PheEncoding(BigInteger modulus) {
    this.modulus = modulus;
    this.maxInteger = modulus.divide(BigInteger.valueOf(3)).subtract(BigInteger.ONE);
  }

  /**
   * Encodes for a key.
   *
   * @param modulus n, at least 6
   */
  public static PheEncoding of(BigInteger modulus) {
    if (modulus.compareTo(BigInteger.valueOf(6)) < 0) {
      throw new IllegalArgumentException("a modulus below 6 has no room for numbers");
    }
    return new PheEncoding(modulus);
  }

  /** Returns the greatest integer that can be encoded: {@code floor(n / 3) - 1}. */
  public BigInteger maxInteger() {
    return maxInteger;
  }

  /**
   * Returns the width to take for granted where none is told: half of the modulus. Numbers of such
   * a width that stand up to 250 powers of 16 apart, as 1e300 and 1 do, can still be added under
   * 2048 bits.
   */
  public int unknownBits() {
    return modulus.bitLength() / 2;
  }

  /**
   * Admits a sum, of which only bounds are known.
   *
   * @param addends at least one
   * @return the bound of the sum, whose exponent is the least of the addends
   * @throws EncodingOverflowException if the sum could leave [-max, max], and a decrypted sum be
   *     another number
   */
  public PheBound sum(Collection<PheBound> addends) {
    int exponent = addends.stream().mapToInt(PheBound::exponent).min().orElseThrow();
    BigInteger greatest =
        addends.stream()
            .map(addend -> greatest(addend).shiftLeft(BASE_BITS * (addend.exponent() - exponent)))
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (greatest.compareTo(maxInteger) > 0) {
      throw new EncodingOverflowException(
          "a sum of up to %s bits is outside of ±(n/3 - 1), %s bits"
              .formatted(greatest.bitLength(), maxInteger.bitLength()));
    }
    return new PheBound(greatest.bitLength(), exponent);
  }

  /** Returns the greatest mantissa within a bound; none is above {@link #maxInteger}. */
  private BigInteger greatest(PheBound bound) {
    return bound.bits() < maxInteger.bitLength()
        ? BigInteger.ONE.shiftLeft(bound.bits()).subtract(BigInteger.ONE)
        : maxInteger;
  }

  /**
   * Encodes an integer.
   *
   * @throws EncodingOverflowException if it is not in [-max, max]
   */
  public PheNumber encode(BigInteger value) {
    return new PheNumber(wrap(value), 0);
  }

  /**
   * Encodes a floating-point number without loss.
   *
   * @throws EncodingOverflowException if it is NaN, infinite, or its mantissa not in [-max, max]
   */
  public PheNumber encode(double value) {
    // phe: floor((frexp(value).exponent - 53) / 4)
    return encodeAt(value, Math.floorDiv(binaryExponent(value) - 53, BASE_BITS));
  }

  /**
   * Encodes a floating-point number, rounded half to even to a multiple of a power of 16.
   *
   * @param precision above 0; the power is the greatest that is not above it
   * @throws EncodingOverflowException if it is NaN, infinite, or its mantissa not in [-max, max]
   */
  public PheNumber encode(double value, double precision) {
    if (!(precision > 0) || Double.isInfinite(precision)) {
      throw new IllegalArgumentException("a precision of " + precision + ": above 0 expected");
    }
    // the same double division as in phe, also where it falls just below a whole number
    double power = StrictMath.log(precision) / StrictMath.log(BASE);
    return encodeAt(value, (int) Math.floor(power));
  }

  /**
   * Decodes an integer whose exponent is known to be 0.
   *
   * @param encoding in [0, n)
   * @throws EncodingOverflowException if it is no number of the range: a sum has overflowed
   */
  public BigInteger decode(BigInteger encoding) {
    if (encoding.signum() < 0 || encoding.compareTo(modulus) >= 0) {
      throw new EncodingOverflowException("an encoding is not in [0, n)");
    }
    if (encoding.compareTo(maxInteger) <= 0) {
      return encoding;
    }
    BigInteger negative = encoding.subtract(modulus);
    requireInRange(negative);
    return negative;
  }

  /**
   * Decodes a number exactly.
   *
   * @throws EncodingOverflowException if the mantissa is no number of the range, or the exponent
   *     not in [-1024, 1024]
   */
  public BigDecimal decode(PheNumber number) {
    BigDecimal mantissa = new BigDecimal(decode(number.encoding()));
    int exponent = number.exponent();
    if (exponent < -PheBound.MAX_EXPONENT || exponent > PheBound.MAX_EXPONENT) {
      throw new EncodingOverflowException("an exponent of " + exponent + " is beyond any double");
    }
    return scale(mantissa, exponent);
  }

  /**
   * Decodes a number to the nearest double.
   *
   * @throws EncodingOverflowException as {@link #decode(PheNumber)}, or if no double is so large
   */
  public double decodeDouble(PheNumber number) {
    double value = decode(number).doubleValue();
    if (Double.isInfinite(value)) {
      throw new EncodingOverflowException("a decoded number is too large for a double");
    }
    return value;
  }

  private PheNumber encodeAt(double value, int exponent) {
    if (!Double.isFinite(value)) {
      throw new EncodingOverflowException("NaN and infinity cannot be encoded");
    }
    BigDecimal mantissa = scale(new BigDecimal(value), -exponent);
    return new PheNumber(
        wrap(mantissa.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact()), exponent);
  }

  /** Returns {@code value * 16^exponent}, which a decimal holds exactly. */
  private static BigDecimal scale(BigDecimal value, int exponent) {
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(BASE_BITS * Math.abs(exponent)));
    return exponent < 0 ? value.divide(power) : value.multiply(power);
  }

  /** Returns e such that {@code |value| = f 2^e} with f in [1/2, 1), or 0 for 0, as frexp does. */
  private static int binaryExponent(double value) {
    if (value == 0) {
      return 0;
    }
    return Math.abs(value) < Double.MIN_NORMAL
        ? Math.getExponent(value * 0x1p54) - 53
        : Math.getExponent(value) + 1;
  }

  private BigInteger wrap(BigInteger value) {
    requireInRange(value);
    return value.mod(modulus);
  }

  private void requireInRange(BigInteger value) {
    if (value.abs().compareTo(maxInteger) > 0) {
      throw new EncodingOverflowException(
          "a number of %s bits is outside of ±(n/3 - 1), %s bits"
              .formatted(value.bitLength(), maxInteger.bitLength()));
    }
  }
}
