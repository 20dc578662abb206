package io.blindsum.question;

import io.blindsum.encoding.SpecificationException;
import io.blindsum.stats.SurvivalCount;
import java.util.ArrayList;
import java.util.List;

/**
 * How many rows' follow-up ended at each time, with and without the event.
 *
 * @param time whole numbers from 0 up
 * @param event 0 or 1
 */
public record SurvivalSpec(ExactGroups time, ExactGroups event) implements StatisticSpec.OfCells {
  /** Checks the columns. */
  public SurvivalSpec {
    if (time.column()
        .type()
        .numbers()
        .filter(numbers -> numbers.decimals() == 0 && numbers.lowest() >= 0)
        .isEmpty()) {
      throw refuse(time, "a survival time is a month or int column from 0 up");
    }
    EventColumn.require("km", event);
  }

  @Override
  public List<GroupColumn> dimensions() {
    return List.of(time, event);
  }

  /** Returns the ends of follow-up that have these counts. */
  public List<SurvivalCount> ends(List<Long> counts) {
    List<SurvivalCount> ends = new ArrayList<>();
    int events = EventColumn.indexOfEvent(event);
    for (int i = 0; i < time.size(); i++) {
      ends.add(
          new SurvivalCount(
              Integer.parseInt(time.label(i)),
              counts.get(2 * i + events),
              counts.get(2 * i + 1 - events)));
    }
    return ends;
  }

  @Override
  public String toString() {
    return "km(" + time + "," + event + ")";
  }

  private static SpecificationException refuse(ExactGroups groups, String why) {
    return new SpecificationException("km of '" + groups.column() + "': " + why);
  }
}
