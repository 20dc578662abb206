package io.blindsum.stats;

import static io.blindsum.stats.SmallCells.Release.PROTECTING;
import static io.blindsum.stats.SmallCells.Release.SHOWN;
import static io.blindsum.stats.SmallCells.Release.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.stats.SmallCells.Release;
import io.blindsum.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Attacks released tables: solves for the small counts from all that was shown. */
class SmallCellsTest {
  @Test
  void shows_what_is_not_small() {
    assertThat(SmallCells.ofList(List.of(10L, 0L, 250L), 10).list())
        .containsExactly(SHOWN, SHOWN, SHOWN);
  }

  @Test
  void hides_the_least_of_what_protects_a_small_count() {
    // 7 is the total less the others; of those, 30 hides it at the least loss: 12 would have to be
    // at least 10, so that the 7 could not be larger than 9 but not smaller than 1 either
    assertThat(SmallCells.ofList(List.of(7L, 500L, 30L), 10).list())
        .containsExactly(SMALL, SHOWN, PROTECTING);
    // both are 1 for certain if their sum of 2 is known
    assertThat(SmallCells.ofList(List.of(1L, 1L, 500L), 10).list())
        .containsExactly(SMALL, SMALL, PROTECTING);
  }

  @Test
  void protects_a_small_cell_of_a_table_with_its_margins() {
    List<List<Long>> counts =
        List.of(List.of(5L, 40L, 90L), List.of(50L, 30L, 80L), List.of(70L, 60L, 100L));
    SmallCells cells = SmallCells.of(new Contingency(counts), 10);
    assertThat(cells.cell(0, 0)).isEqualTo(SMALL);
    long hidden = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        hidden += cells.cell(i, j) == SHOWN ? 0 : 1;
      }
    }
    assertThat(hidden).isBetween(2L, 4L);
  }

  @Test
  void no_attack_narrows_down_a_small_count() {
    Random random = Seeds.random("SmallCellsTest");
    int small = 0;
    for (int i = 0; i < 150; i++) {
      Contingency table = randomTable(random);
      long least = 2L + random.nextInt(3);
      SmallCells cells = SmallCells.of(table, least);
      TableAttack attack = TableAttack.on(table, cells, least);
      TableAttack best = TableAttack.onTotalAlone(table, least);
      for (int count = 0; count < attack.size(); count++) {
        if (attack.release(count) == SMALL) {
          small++;
          // as wide a range as if nothing but the total had been shown
          assertThat(attack.range(count))
              .as("%s least %d", table, least)
              .isEqualTo(best.range(count));
        }
      }
    }
    assertThat(small).isPositive();
  }

  @Test
  void refuses_nothing_to_release() {
    assertThatThrownBy(() -> SmallCells.ofList(List.of(), 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SmallCells.ofList(List.of(1L), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Contingency randomTable(Random random) {
    int height = 1 + random.nextInt(2);
    int width = 2 + random.nextInt(2);
    List<List<Long>> counts = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        row.add((long) random.nextInt(random.nextBoolean() ? 4 : 9));
      }
      counts.add(row);
    }
    return new Contingency(counts);
  }

  /** Tries every table that a reader cannot tell from the true one. */
  private static final class TableAttack {
    private final Contingency truth;
    private final List<Release> releases;
    private final long least;
    private final long[] lowest;
    private final long[] highest;

    private TableAttack(Contingency truth, List<Release> releases, long least) {
      this.truth = truth;
      this.releases = releases;
      this.least = least;
      this.lowest = new long[releases.size()];
      this.highest = new long[releases.size()];
      Arrays.fill(lowest, Long.MAX_VALUE);
      tryAll(new ArrayList<>(), truth.total());
    }

    static TableAttack on(Contingency truth, SmallCells cells, long least) {
      List<Release> releases = new ArrayList<>();
      int height = truth.counts().size();
      int width = truth.columnTotals().size();
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          releases.add(cells.cell(i, j));
        }
      }
      for (int i = 0; i < height; i++) {
        releases.add(cells.rowTotal(i));
      }
      for (int j = 0; j < width; j++) {
        releases.add(cells.columnTotal(j));
      }
      return new TableAttack(truth, releases, least);
    }

    static TableAttack onTotalAlone(Contingency truth, long least) {
      List<Release> releases = new ArrayList<>();
      for (long count : allCounts(truth)) {
        releases.add(count == 0 ? SHOWN : count < least ? SMALL : PROTECTING);
      }
      return new TableAttack(truth, releases, least);
    }

    int size() {
      return releases.size();
    }

    Release release(int count) {
      return releases.get(count);
    }

    List<Long> range(int count) {
      return List.of(lowest[count], highest[count]);
    }

    private void tryAll(List<Long> cells, long rest) {
      int width = truth.columnTotals().size();
      int size = truth.counts().size() * width;
      if (cells.size() == size) {
        if (rest == 0) {
          record(new Contingency(rows(cells, width)));
        }
        return;
      }
      for (long count = 0; count <= rest; count++) {
        if (fits(cells.size(), count, allCounts(truth).get(cells.size()))) {
          cells.add(count);
          tryAll(cells, rest - count);
          cells.remove(cells.size() - 1);
        }
      }
    }

    private void record(Contingency candidate) {
      List<Long> counts = allCounts(candidate);
      List<Long> truths = allCounts(truth);
      for (int i = 0; i < counts.size(); i++) {
        if (!fits(i, counts.get(i), truths.get(i))) {
          return;
        }
      }
      for (int i = 0; i < counts.size(); i++) {
        lowest[i] = Math.min(lowest[i], counts.get(i));
        highest[i] = Math.max(highest[i], counts.get(i));
      }
    }

    private boolean fits(int index, long count, long trueCount) {
      return switch (releases.get(index)) {
        case SHOWN -> count == trueCount;
        case SMALL -> count > 0 && count < least;
        case PROTECTING -> count >= least;
      };
    }

    private static List<List<Long>> rows(List<Long> cells, int width) {
      List<List<Long>> rows = new ArrayList<>();
      for (int i = 0; i < cells.size(); i += width) {
        rows.add(List.copyOf(cells.subList(i, i + width)));
      }
      return rows;
    }

    private static List<Long> allCounts(Contingency table) {
      List<Long> counts = new ArrayList<>();
      table.counts().forEach(counts::addAll);
      counts.addAll(table.rowTotals());
      counts.addAll(table.columnTotals());
      return counts;
    }
  }
}
