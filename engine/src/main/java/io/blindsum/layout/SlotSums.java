package io.blindsum.layout;

import io.blindsum.encoding.ImplausibleTotalException;
import java.math.BigInteger;
import java.util.List;

/** Reads the sums in the slots of decrypted total plaintexts; lanes are added up. */
final class SlotSums {
  private final SlotLayout layout;
  private final List<BigInteger> totals;

  /**
   * Takes the totals of each plaintext of a record.
   *
   * @throws ImplausibleTotalException if one has a bit above those that slots use
   */
  SlotSums(SlotLayout layout, List<BigInteger> totals) {
    this.layout = layout;
    this.totals = List.copyOf(totals);
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
    return sum;
  }

  /**
   * Returns a slot that counts rows.
   *
   * @throws ImplausibleTotalException if it is above {@code limit}
   */
  long count(int group, int slot, long limit) {
    BigInteger count = sum(group, slot);
    if (count.compareTo(BigInteger.valueOf(limit)) > 0) {
      throw new ImplausibleTotalException("a count is above the number of rows");
    }
    return count.longValueExact();
  }
}
