package io.blindsum.question;

import io.blindsum.encoding.SpecificationException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Noise that each site adds to its totals before it encrypts them, so that nobody sees them without
 * it. Whatever the values of one row are, no answer is more than e^epsilon times as likely with
 * them as with any others (Dwork, McSherry, Nissim, Smith 2006), the number of rows being known.
 *
 * @param epsilon from 0.001 to 10, with at most three decimals and no zeros at the end
 */
public record Noise(BigDecimal epsilon) {
  private static final BigDecimal MOST = BigDecimal.TEN;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,2}(\\.[0-9]{1,3})?");

  /** Checks the range. */
  public Noise {
    epsilon = new BigDecimal(epsilon.stripTrailingZeros().toPlainString());
    if (epsilon.signum() <= 0 || epsilon.compareTo(MOST) > 0 || epsilon.scale() > 3) {
      throw new SpecificationException("epsilon: from 0.001 to 10 expected, such as 1 or 0.5");
    }
  }

  /**
   * Reads epsilon.
   *
   * @throws SpecificationException if it is none
   */
  public static Noise parse(String text) {
    return new Noise(DECIMAL.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO);
  }

  /** Returns epsilon as {@link #parse} reads it, with no digit too many. */
  @Override
  public String toString() {
    return epsilon.toString();
  }
}
