package io.blindsum.study;

import io.blindsum.messages.MessageSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of a sum are added next, as many at a time as fit into one message, and two at least:
 * blocks of batch numbers of one group of sites, and once each group is one part, groups.
 *
 * @param list of the parts of each sum, in the order of their places
 */
record Parcels(List<List<SumPart>> list) {
  Parcels {
    list = List.copyOf(list);
  }

  /**
   * Cuts the parts of one level.
   *
   * @param mostBytes of a message
   */
  static Parcels of(List<SumPart> parts, Subtotals subtotals, int mostBytes)
      throws InterruptedException {
    int most = most(parts, subtotals, mostBytes);
    long groups = parts.stream().map(part -> part.place().firstGroup()).distinct().count();
    if (groups == parts.size()) {
      List<List<SumPart>> cut = new ArrayList<>();
      for (int from = 0; from < parts.size(); from += most) {
        cut.add(parts.subList(from, Math.min(parts.size(), from + most)));
      }
      return new Parcels(cut);
    }
    int width = parts.stream().mapToInt(part -> part.place().width()).max().orElseThrow() * most;
    Map<String, List<SumPart>> blocks = new LinkedHashMap<>();
    for (SumPart part : parts) {
      String block = part.place().firstGroup() + "/" + part.place().from() / width;
      blocks.computeIfAbsent(block, name -> new ArrayList<>()).add(part);
    }
    return new Parcels(new ArrayList<>(blocks.values()));
  }

  /** Returns how many of the parts fit into one message beside their sum, as a power of two. */
  private static int most(List<SumPart> parts, Subtotals subtotals, int mostBytes)
      throws InterruptedException {
    long longest = 0;
    for (SumPart part : parts) {
      longest = Math.max(longest, MessageSize.chars(part.text()));
    }
    long empty = MessageSize.of(subtotals.request(List.of("")).arguments());
    long fit = (mostBytes - empty) / MessageSize.base64(longest) - 1;
    return Math.max(2, Integer.highestOneBit((int) Math.max(1, fit)));
  }
}
