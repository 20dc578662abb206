package io.blindsum.layout;

import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.encoding.SpecificationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lays the groups' slots one after another into as few plaintexts as their order allows. */
final class SlotPlaces {
  /** How many slots a record may have, so that a hostile layout cannot fill the memory. */
  static final int MAX_SLOTS = 100_000;

  private final int slotsPerGroup;
  private final int[] plaintexts;
  private final int[] bits;
  private final int[] usedBits;

  private SlotPlaces(int slotsPerGroup, int[] plaintexts, int[] bits, int[] usedBits) {
    this.slotsPerGroup = slotsPerGroup;
    this.plaintexts = plaintexts;
    this.bits = bits;
    this.usedBits = usedBits;
  }

  static SlotPlaces of(List<Slot> slots, int groups, int capacityBits) {
    requireCount(groups, slots.size());
    long count = (long) slots.size() * groups;
    int[] plaintexts = new int[(int) count];
    int[] bits = new int[(int) count];
    int[] usedBits = new int[(int) count];
    int plaintext = 0;
    for (int i = 0; i < count; i++) {
      Slot slot = slots.get(i % slots.size());
      requireFits(slot, capacityBits);
      if (usedBits[plaintext] + slot.bits() > capacityBits) {
        plaintext++;
      }
      plaintexts[i] = plaintext;
      bits[i] = usedBits[plaintext];
      usedBits[plaintext] += slot.bits();
    }
    return new SlotPlaces(slots.size(), plaintexts, bits, Arrays.copyOf(usedBits, plaintext + 1));
  }

  /** Returns the number of plaintexts a record takes. */
  int plaintexts() {
    return usedBits.length;
  }

  /** Returns the place of a slot in the record: {@code group * slotsPerGroup + slot}. */
  int index(int group, int slot) {
    return group * slotsPerGroup + slot;
  }

  int plaintext(int index) {
    return plaintexts[index];
  }

  int bit(int index) {
    return bits[index];
  }

  /** Returns the bits that a record uses of one plaintext. */
  int usedBits(int plaintext) {
    return usedBits[plaintext];
  }

  int recordBits() {
    return Arrays.stream(usedBits).sum();
  }

  /** Refuses more slots than a record may have. */
  static void requireCount(int groups, int slots) {
    if ((long) slots * groups > MAX_SLOTS) {
      throw new SpecificationException(
          String.format(
              Locale.ROOT,
              "%,d groups of %,d slots are more than %,d; take fewer groups, categories or columns",
              groups,
              slots,
              MAX_SLOTS));
    }
  }

  private static void requireFits(Slot slot, int capacityBits) {
    if (slot.bits() > capacityBits) {
      throw new EncodingOverflowException(
          "column '%s' needs a slot of %s bits, a plaintext has %s; declare fewer rows, tighter"
                  .formatted(slot.column(), slot.bits(), capacityBits)
              + " bounds or fewer decimals, or take a larger key");
    }
  }
}
