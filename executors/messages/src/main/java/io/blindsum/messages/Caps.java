package io.blindsum.messages;

import io.blindsum.layout.SlotLayout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least and the most that each number of a message may be, and the longest that each of its
 * lists and texts. {@link Check} looks here when a message is read; a member that is not in the
 * table cannot be checked, and so cannot be added without a line here.
 */
final class Caps {
  /** A day: who asks for more asks again. */
  private static final int MOST_SECONDS = 86_400;

  private static final int MOST_BATCHES = 1 << 15;
  private static final int MOST_SITES = 1_000;

  /**
   * What a number may be.
   *
   * @param least inclusive
   * @param most inclusive
   */
  record Range(long least, long most) {}

  private static final Map<String, Range> NUMBERS =
      Map.ofEntries(
          Map.entry("attempt", new Range(0, 1_000_000)),
          Map.entry("batch", new Range(0, MOST_BATCHES - 1)),
          Map.entry("batch_seconds", new Range(1, MOST_SECONDS)),
          Map.entry("batches", new Range(1, MOST_BATCHES)),
          // a plan of partials has one batch of as many rows as there may be
          Map.entry("batch_rows", new Range(0, Integer.MAX_VALUE)),
          Map.entry("bytes", new Range(1, StoredFrames.MAX_BYTES)),
          Map.entry("ciphertexts", new Range(0, 1_000 * SlotLayout.MAX_ROWS)),
          // the year 5138
          Map.entry("expires", new Range(0, 100_000_000_000L)),
          Map.entry("max_rows", new Range(1, SlotLayout.MAX_ROWS)),
          Map.entry("min_cell", new Range(1, 1_000)),
          Map.entry("min_cohort", new Range(1, 1_000_000)),
          Map.entry("rejected", new Range(0, SlotLayout.MAX_ROWS)),
          Map.entry("rounding", new Range(1, 1_000)),
          Map.entry("rows", new Range(0, SlotLayout.MAX_ROWS)),
          Map.entry("rows_per_parameter", new Range(3, 1_000)),
          Map.entry("sites_min", new Range(1, MOST_SITES)),
          Map.entry("wait_seconds", new Range(1, MOST_SECONDS)),
          Map.entry("window", new Range(1, 1_000)));

  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("asked", MOST_SITES),
          Map.entry("columns", 1_000),
          Map.entry("epsilon", 10),
          Map.entry("group_by", 1_000),
          Map.entry("layout", 1 << 20),
          Map.entry("missing", MOST_SITES),
          Map.entry("opened_by", MOST_SITES),
          Map.entry("parameters", 1_000),
          Map.entry("partials", 2 * MOST_BATCHES),
          Map.entry("plans", MOST_SITES),
          Map.entry("receipts", 2 * MOST_BATCHES),
          Map.entry("request", MessageJson.MAX_TEXT_CHARS),
          Map.entry("result", MessageJson.MAX_TEXT_CHARS),
          Map.entry("roots", MOST_SITES),
          Map.entry("sites", MOST_SITES),
          Map.entry("stats", 1_000),
          Map.entry("where", 100_000),
          Map.entry("where_columns", 1_000));

  private Caps() {}

  static Range number(String member) {
    return known(member, NUMBERS.get(member));
  }

  /** Returns how many elements a list, or characters a text, may have. */
  static int size(String member) {
    return known(member, SIZES.get(member));
  }

  private static <T> T known(String member, @Nullable T cap) {
    if (cap == null) {
      throw new IllegalStateException("no cap for member " + member);
    }
    return cap;
  }
}
