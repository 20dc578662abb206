package io.blindsum.study;

import io.blindsum.messages.BatchName;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import java.util.ArrayList;
import java.util.List;

/**
 * What one small graph does: the batches of one number at up to {@value #MAX_SITES} sites, and
 * their sum. The server reads a whole graph again at each step, so graphs stay small.
 *
 * @param number the number of the batches
 * @param group which of the groups of sites
 * @param plans of the sites that have a batch of that number
 */
record BatchUnit(int number, int group, List<Signed<PlanMessage>> plans) {
  static final int MAX_SITES = 16;

  BatchUnit {
    plans = List.copyOf(plans);
  }

  /** Cuts plans into units, in the order in which they are to run. */
  static List<BatchUnit> of(List<Signed<PlanMessage>> plans) {
    int most = plans.stream().mapToInt(plan -> plan.message().batches()).max().orElse(0);
    List<BatchUnit> units = new ArrayList<>();
    for (int number = 0; number < most; number++) {
      for (int from = 0; from < plans.size(); from += MAX_SITES) {
        int to = Math.min(plans.size(), from + MAX_SITES);
        List<Signed<PlanMessage>> those = having(plans.subList(from, to), number);
        if (!those.isEmpty()) {
          units.add(new BatchUnit(number, from / MAX_SITES, those));
        }
      }
    }
    return units;
  }

  private static List<Signed<PlanMessage>> having(List<Signed<PlanMessage>> plans, int number) {
    return plans.stream().filter(plan -> number < plan.message().batches()).toList();
  }

  /** Returns its batches, one a site. */
  List<BatchName> batches() {
    return plans.stream().map(plan -> plan.message().batch(number)).toList();
  }

  /** Returns the name by which the journal knows it. */
  String name() {
    return number + "/" + group;
  }
}
