package io.blindsum.layout;

import io.blindsum.arith.BlockArray;
import io.blindsum.encoding.ImplausibleTotalException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reads the sums in the slots of decrypted total plaintexts; lanes are added up. */
final class SlotSums {
  private final SlotLayout layout;
  private final List<BigInteger> totals;
  private final List<BigInteger> shifts;

  /**
   * Takes the totals of each plaintext of a record.
   *
   * @throws ImplausibleTotalException if one has a bit above those that slots use
   */
  SlotSums(SlotLayout layout, List<BigInteger> totals) {
    this(layout, totals, Collections.nCopies(layout.slots().size(), BigInteger.ZERO));
  }

  private SlotSums(SlotLayout layout, List<BigInteger> totals, List<BigInteger> shifts) {
    this.layout = layout;
    this.totals = List.copyOf(totals);
    this.shifts = shifts;
    if (totals.size() != layout.plaintextsPerRecord()) {
      throw new ImplausibleTotalException(
          "%s totals, the layout has %s".formatted(totals.size(), layout.plaintextsPerRecord()));
    }
    for (int i = 0; i < totals.size(); i++) {
      int used = layout.places().usedBits(i) * layout.lanes();
      if (totals.get(i).signum() < 0 || totals.get(i).bitLength() > used) {
        throw new ImplausibleTotalException(
            "total " + i + " has bits outside of its slots: not the sum of all masked records");
      }
    }
  }

  /**
   * Takes the totals of which a slot may be below 0, by a shift of its own at most, where it
   * borrows from the slots above.
   *
   * @param layout of one lane
   * @param modulus n
   * @param shift of each slot
   * @throws ImplausibleTotalException as the other
   */
  static SlotSums signed(
      SlotLayout layout, BlockArray totals, BigInteger modulus, IntFunction<BigInteger> shift) {
    SlotPlaces places = layout.places();
    List<BigInteger> shifts = IntStream.range(0, layout.slots().size()).mapToObj(shift).toList();
    BigInteger[] all = new BigInteger[places.plaintexts()];
    Arrays.fill(all, BigInteger.ZERO);
    for (int group = 0; group < layout.groupBy().size(); group++) {
      for (int slot = 0; slot < shifts.size(); slot++) {
        int index = places.index(group, slot);
        BigInteger one = shifts.get(slot).shiftLeft(places.bit(index));
        all[places.plaintext(index)] = all[places.plaintext(index)].add(one);
      }
    }
    List<BigInteger> shifted = new ArrayList<>();
    for (int i = 0; i < totals.count(); i++) {
      BigInteger added = i < all.length ? all[i] : BigInteger.ZERO;
      shifted.add(totals.get(i).add(added).mod(modulus));
    }
    return new SlotSums(layout, shifted, shifts);
  }

  BigInteger sum(int group, int slot) {
    SlotPlaces places = layout.places();
    int index = places.index(group, slot);
    BigInteger total = totals.get(places.plaintext(index));
    int width = layout.slots().get(slot).bits();
    BigInteger sum = BigInteger.ZERO;
    for (int lane = 0; lane < layout.lanes(); lane++) {
      int bit = lane * layout.recordBits() + places.bit(index);
      sum = sum.add(SlotPacker.slot(total, bit, width));
    }
    return sum.subtract(shifts.get(slot));
  }

  /**
   * Returns a slot that counts rows; 0 where noise left it below.
   *
   * @throws ImplausibleTotalException if it is above {@code limit}
   */
  long count(int group, int slot, long limit) {
    BigInteger count = sum(group, slot).max(BigInteger.ZERO);
    if (count.compareTo(BigInteger.valueOf(limit)) > 0) {
      throw new ImplausibleTotalException("a count is above the number of rows");
    }
    return count.longValueExact();
  }
}
