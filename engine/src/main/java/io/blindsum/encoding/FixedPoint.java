package io.blindsum.encoding;

import java.math.BigInteger;

/**
 * Reads decimal numbers exactly, as {@code value * 10^decimals}, without floating point.
 *
 * <p>A number is ASCII {@code [+-] digits [. digits] [e [+-] digits]} with at least one digit
 * before or after the point and nothing around it: no space, no digit grouping, no other script's
 * digits, no decimal comma, no hexadecimal, no NaN or infinity. An exponent beyond ±{@value
 * #MAX_EXPONENT} is no number here, so that a short text cannot ask for a long computation.
 * Trailing zeros carry no value: {@code 5.0} is {@code 5}.
 *
 * <p>Holds the outcome of the last {@link #read}: reading allocates nothing. Not for use by several
 * threads at once.
 */
public final class FixedPoint {
  /** How many decimal digits a scaled integer may have, so that it fits a long. */
  public static final int MAX_DIGITS = 18;

  static final int MAX_EXPONENT = 999;

  private static final long[] POWERS_OF_TEN = new long[MAX_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i <= MAX_DIGITS; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  /** What a text turned out to be. */
  enum Outcome {
    /** An integer at the wanted scale, of at most 18 digits. */
    VALUE,
    /** An integer at the wanted scale, of more than 18 digits. */
    LARGE,
    /** A number with more decimals than the scale. */
    TOO_PRECISE,
    NOT_NUMERIC
  }

  private final int decimals;
  private long value;
  private boolean negative;
  // the significant digits, from the first to the last that is not 0, and the power of ten of the
  // last one
  private int firstDigit;
  private int lastDigit;
  private int digits;
  private int power;

  /** Reads numbers of the given scale. */
  FixedPoint(int decimals) {
    this.decimals = decimals;
  }

  /** Returns the scaled integer, in (-10^18, 10^18), after {@link Outcome#VALUE}. */
  long value() {
    return value;
  }

  /** Tells whether the number was below 0, after {@link Outcome#LARGE}. */
  boolean isNegative() {
    return negative;
  }

  /** Reads the characters {@code from} (inclusive) to {@code to} (exclusive). */
  Outcome read(char[] text, int from, int to) {
    if (!scan(text, from, to)) {
      return Outcome.NOT_NUMERIC;
    }
    value = 0;
    if (digits == 0) {
      return Outcome.VALUE;
    }
    int shift = power + decimals;
    if (shift < 0) {
      return Outcome.TOO_PRECISE;
    }
    if (digits + shift > MAX_DIGITS) {
      return Outcome.LARGE;
    }
    long magnitude = 0;
    for (int i = firstDigit; i <= lastDigit; i++) {
      char c = text[i];
      if (c != '.') {
        magnitude = 10 * magnitude + (c - '0');
      }
    }
    magnitude *= POWERS_OF_TEN[shift];
    value = negative ? -magnitude : magnitude;
    return Outcome.VALUE;
  }

  /**
   * Reads a number of any length.
   *
   * @return {@code number * 10^decimals}
   * @throws NumberFormatException if the text is not a number or has more decimals
   */
  public static BigInteger exact(String text, int decimals) {
    FixedPoint number = new FixedPoint(decimals);
    char[] characters = text.toCharArray();
    return switch (number.read(characters, 0, characters.length)) {
      case VALUE -> BigInteger.valueOf(number.value);
      case LARGE -> number.large(text);
      case TOO_PRECISE ->
          throw new NumberFormatException("'" + text + "' has more than " + decimals + " decimals");
      case NOT_NUMERIC -> throw new NumberFormatException("'" + text + "' is not a number");
    };
  }

  private BigInteger large(String text) {
    String significant = text.substring(firstDigit, lastDigit + 1).replace(".", "");
    BigInteger magnitude =
        new BigInteger(significant).multiply(BigInteger.TEN.pow(power + decimals));
    return negative ? magnitude.negate() : magnitude;
  }

  private boolean scan(char[] text, int from, int to) {
    int i = from;
    negative = i < to && text[i] == '-';
    if (negative || (i < to && text[i] == '+')) {
      i++;
    }
    int start = i;
    int point = -1;
    firstDigit = -1;
    for (; i < to; i++) {
      char c = text[i];
      if (c >= '1' && c <= '9') {
        firstDigit = firstDigit < 0 ? i : firstDigit;
        lastDigit = i;
      } else if (c == '.' && point < 0) {
        point = i;
      } else if (c != '0') {
        break;
      }
    }
    if (i - start == (point < 0 ? 0 : 1)) {
      return false;
    }
    int unit = point < 0 ? i : point;
    int exponent = i == to ? 0 : exponent(text, i, to);
    if (exponent > MAX_EXPONENT) {
      return false;
    }
    locate(unit, exponent);
    return true;
  }

  private void locate(int unit, int exponent) {
    if (firstDigit < 0) {
      digits = 0;
      return;
    }
    boolean pointInside = firstDigit < unit && unit < lastDigit;
    digits = lastDigit - firstDigit + (pointInside ? 0 : 1);
    // the digit left of the unit's place counts 10^0, the one right of the point 10^-1
    power = exponent + (lastDigit < unit ? unit - 1 - lastDigit : unit - lastDigit);
  }

  /** Returns the exponent, or more than the greatest one if it is none. */
  private static int exponent(char[] text, int from, int to) {
    int i = from + 1;
    boolean minus = i < to && text[i] == '-';
    if (minus || (i < to && text[i] == '+')) {
      i++;
    }
    if ((text[from] != 'e' && text[from] != 'E') || i == to) {
      return Integer.MAX_VALUE;
    }
    int exponent = 0;
    for (; i < to; i++) {
      char c = text[i];
      if (c < '0' || c > '9') {
        return Integer.MAX_VALUE;
      }
      exponent = 10 * exponent + (c - '0');
      if (exponent > MAX_EXPONENT) {
        return Integer.MAX_VALUE;
      }
    }
    return minus ? -exponent : exponent;
  }
}
