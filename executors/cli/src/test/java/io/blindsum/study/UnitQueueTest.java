package io.blindsum.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitQueueTest {
  private static List<BatchUnit> units(int groups, int numbers) {
    List<BatchUnit> units = new ArrayList<>();
    for (int number = 0; number < numbers; number++) {
      for (int group = 0; group < groups; group++) {
        units.add(new BatchUnit(number, group, List.of()));
      }
    }
    return units;
  }

  private static List<String> start(UnitQueue queue) {
    List<String> started = new ArrayList<>();
    for (BatchUnit unit = queue.next(); unit != null; unit = queue.next()) {
      started.add(unit.name());
    }
    return started;
  }

  @Test
  void startsNumberByNumber() {
    assertThat(start(new UnitQueue(units(1, 9), 4))).containsExactly("0/0", "1/0", "2/0", "3/0");
    assertThat(start(new UnitQueue(units(3, 9), 5)))
        .containsExactly("0/0", "0/1", "0/2", "1/0", "1/1");
  }

  @Test
  void aGroupThatNeverEndsHoldsNoOther() {
    UnitQueue queue = new UnitQueue(units(3, 50), 6);
    List<BatchUnit> open = new ArrayList<>();
    int ended = 0;
    while (true) {
      for (BatchUnit unit = queue.next(); unit != null; unit = queue.next()) {
        open.add(unit);
        assertThat(open).hasSizeLessThanOrEqualTo(6);
      }
      BatchUnit fast = open.stream().filter(one -> one.group() > 0).findFirst().orElse(null);
      if (fast == null) {
        break;
      }
      open.remove(fast);
      queue.ended(fast);
      ended++;
    }
    assertThat(ended).isEqualTo(2 * 50);
    // now the whole window is its own
    assertThat(open).hasSize(6).allMatch(one -> one.group() == 0);
  }
}
