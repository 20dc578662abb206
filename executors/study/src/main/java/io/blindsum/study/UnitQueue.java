package io.blindsum.study;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Units that are to run. Each group of sites has its part of the window, so that slow sites do not
 * hold those of other groups.
 */
final class UnitQueue {
  private final int window;
  private final Map<Integer, Deque<BatchUnit>> rest = new TreeMap<>();
  private final Map<Integer, Integer> open = new HashMap<>();

  /**
   * Makes a queue.
   *
   * @param units in the order in which those of a group are to run
   * @param window how many are under way at once
   */
  UnitQueue(List<BatchUnit> units, int window) {
    this.window = window;
    units.forEach(
        unit -> rest.computeIfAbsent(unit.group(), group -> new ArrayDeque<>()).add(unit));
  }

  /**
   * Takes the next unit, which is under way then: of the group that has the fewest; null while none
   * is to be started.
   */
  @Nullable BatchUnit next() {
    rest.values().removeIf(Deque::isEmpty);
    Set<Integer> groups = new HashSet<>(open.keySet());
    groups.addAll(rest.keySet());
    int underWay = open.values().stream().mapToInt(Integer::intValue).sum();
    if (underWay >= window || rest.isEmpty()) {
      return null;
    }
    int depth = (window + groups.size() - 1) / groups.size();
    BatchUnit unit =
        rest.entrySet().stream()
            .filter(group -> open.getOrDefault(group.getKey(), 0) < depth)
            .min(Comparator.comparingInt(group -> open.getOrDefault(group.getKey(), 0)))
            .map(group -> group.getValue().removeFirst())
            .orElse(null);
    if (unit != null) {
      open.merge(unit.group(), 1, Integer::sum);
    }
    return unit;
  }

  /** Says that a unit is not under way any more. */
  void ended(BatchUnit unit) {
    if (open.merge(unit.group(), -1, Integer::sum) == 0) {
      open.remove(unit.group());
    }
  }
}
