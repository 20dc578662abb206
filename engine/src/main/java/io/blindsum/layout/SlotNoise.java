package io.blindsum.layout;

import io.blindsum.encoding.SpecificationException;
import io.blindsum.layout.Slot.Content;
import io.blindsum.question.HistogramSpec;
import io.blindsum.question.Noise;
import io.blindsum.question.StatisticSpec;
import io.blindsum.question.TableSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * How much noise each slot of a layout gets.
 *
 * <p>Slots that no two of can count one row are one quantity: the cells of a statistic, the
 * categories of a column, one sum, each over all groups. Epsilon is divided equally among the k
 * quantities. Other values of one row change a quantity by at most twice the slot's bound U, down
 * in one slot and up in another, or by U where there is one slot alone; so its noise is Laplace's
 * of the scale 2 U k / epsilon. The number of rows of a layout without groups is known, and gets
 * none.
 */
public final class SlotNoise {
  /**
   * A slot has room for noise of 128 times its scale, of 1,024 sites. A draw is beyond that with a
   * chance of 2 e^-128.
   */
  private static final int ROOM_BITS = 17;

  private final List<Slot> slots;
  private final BigDecimal epsilon;
  private final List<BigInteger> sensitivities;
  private final int quantities;

  private SlotNoise(List<Slot> slots, BigDecimal epsilon, List<BigInteger> sensitivities) {
    this.slots = slots;
    this.epsilon = epsilon;
    this.sensitivities = sensitivities;
    this.quantities =
        (int)
            IntStream.range(0, slots.size())
                .filter(i -> startsQuantity(slots, i) && sensitivities.get(i).signum() > 0)
                .count();
  }

  /**
   * Spreads noise over the slots of each of some groups.
   *
   * @param groups how many there are
   */
  static SlotNoise of(List<Slot> slots, int groups, Noise noise) {
    BigInteger[] sensitivities = new BigInteger[slots.size()];
    int end;
    for (int start = 0; start < slots.size(); start = end) {
      end = start + 1;
      while (end < slots.size() && !startsQuantity(slots, end)) {
        end++;
      }
      Slot slot = slots.get(start);
      boolean known = slot.content() == Content.ROWS && groups == 1;
      long changed = known ? 0 : Math.min(2, (long) groups * (end - start));
      Arrays.fill(sensitivities, start, end, slot.bound().multiply(BigInteger.valueOf(changed)));
    }
    return new SlotNoise(slots, noise.epsilon(), List.of(sensitivities));
  }

  private static boolean startsQuantity(List<Slot> slots, int index) {
    Slot slot = slots.get(index);
    boolean cell = slot.content() == Content.CATEGORY || slot.content() == Content.CELL;
    return !cell
        || index == 0
        || slots.get(index - 1).content() != slot.content()
        || !slots.get(index - 1).column().equals(slot.column());
  }

  /**
   * Refuses what would show totals without noise, or has no meaning with it.
   *
   * @throws SpecificationException with what to ask instead
   */
  public static void require(List<StatisticSpec> statistics, LayoutMode mode) {
    if (mode == LayoutMode.TALL) {
      throw new SpecificationException(
          "noise: a tall layout has totals of each lane, of which one alone would have it; take"
              + " wide or partials");
    }
    for (StatisticSpec statistic : statistics) {
      if (!(statistic instanceof HistogramSpec || statistic instanceof TableSpec)) {
        throw new SpecificationException(
            "noise: " + statistic + " is not computed from noisy totals; hist and table are");
      }
    }
  }

  /** Returns the slots with room for the sum of at most {@code maxRows} rows and for the noise. */
  List<Slot> withRoom(long maxRows) {
    List<Slot> wider = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      BigInteger[] scale = scale(i);
      BigInteger room = scale[0].divide(scale[1]).add(BigInteger.ONE).shiftLeft(ROOM_BITS);
      BigInteger most = slot.bound().multiply(BigInteger.valueOf(maxRows)).add(room);
      wider.add(new Slot(slot.column(), slot.content(), slot.bound(), most.bitLength() + 1));
    }
    return List.copyOf(wider);
  }

  /** Returns the scale of a slot's noise, as a fraction. */
  private BigInteger[] scale(int slot) {
    BigInteger numerator =
        sensitivities
            .get(slot)
            .multiply(BigInteger.valueOf(quantities))
            .multiply(BigInteger.TEN.pow(epsilon.scale()));
    BigInteger denominator = epsilon.unscaledValue();
    BigInteger common = numerator.gcd(denominator);
    return new BigInteger[] {numerator.divide(common), denominator.divide(common)};
  }

  /**
   * Draws noise for each slot of each group.
   *
   * @param layout whose slots these are
   * @param laplace draws Laplace's distribution over the integers, of the scale t / s for t and s
   * @return what to add, modulo n, to each plaintext of one record
   */
  List<BigInteger> draw(SlotLayout layout, BinaryOperator<BigInteger> laplace) {
    SlotPlaces places = layout.places();
    BigInteger[] plaintexts = new BigInteger[places.plaintexts()];
    Arrays.fill(plaintexts, BigInteger.ZERO);
    for (int group = 0; group < layout.groupBy().size(); group++) {
      for (int slot = 0; slot < slots.size(); slot++) {
        if (sensitivities.get(slot).signum() > 0) {
          BigInteger[] scale = scale(slot);
          BigInteger drawn = laplace.apply(scale[0], scale[1]);
          int index = places.index(group, slot);
          int plaintext = places.plaintext(index);
          plaintexts[plaintext] = plaintexts[plaintext].add(drawn.shiftLeft(places.bit(index)));
        }
      }
    }
    return List.of(plaintexts);
  }

  /** Says in one line what it is, for people. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "each site adds discrete Laplace noise before it encrypts, epsilon %s over %d"
            + " quantities: its counts are off by %.1f (standard deviation), and no key shows totals"
            + " without it",
        epsilon,
        quantities,
        deviationOfCounts());
  }

  /** Returns the standard deviation of the noise that a site adds to a count of several. */
  double deviationOfCounts() {
    double scale = 2 * quantities / epsilon.doubleValue();
    double ratio = Math.exp(-1 / scale);
    return Math.sqrt(2 * ratio) / (1 - ratio);
  }
}
