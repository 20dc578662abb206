package io.blindsum.study;

import io.blindsum.messages.BatchName;
import io.blindsum.messages.PlanMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What one small graph does: the batches of one number at up to {@value #MAX_SITES} sites, and
 * their sum. The server reads a whole graph again at each step, so graphs stay small.
 *
 * @param number the number of the batches
 * @param group which of the groups of sites
 * @param batches one a site
 */
record BatchUnit(int number, int group, List<BatchName> batches) {
  static final int MAX_SITES = 16;

  BatchUnit {
    batches = List.copyOf(batches);
  }

  /** Cuts plans into units, in the order in which they are to run. */
  static List<BatchUnit> of(List<PlanMessage> plans) {
    int most = plans.stream().mapToInt(PlanMessage::batches).max().orElse(0);
    List<BatchUnit> units = new ArrayList<>();
    for (int number = 0; number < most; number++) {
      for (int from = 0; from < plans.size(); from += MAX_SITES) {
        int to = Math.min(plans.size(), from + MAX_SITES);
        List<BatchName> batches = batches(plans.subList(from, to), number);
        if (!batches.isEmpty()) {
          units.add(new BatchUnit(number, from / MAX_SITES, batches));
        }
      }
    }
    return units;
  }

  private static List<BatchName> batches(List<PlanMessage> plans, int number) {
    return plans.stream()
        .filter(plan -> number < plan.batches())
        .map(plan -> new BatchName(plan.site(), plan.plan(), number))
        .toList();
  }

  /** Returns the name by which the journal knows it. */
  String name() {
    return number + "/" + group;
  }
}
