package io.blindsum.question;

import io.blindsum.encoding.SpecificationException;
import io.blindsum.stats.StandardisedRate.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many rows of each stratum, such as a band of ages, have an event: what a directly
 * standardised rate needs.
 *
 * @param event 0 or 1
 * @param strata of another column
 * @param standard the people of each stratum in the standard population; at least one is not 0
 */
public record RateSpec(ExactGroups event, GroupColumn strata, List<Long> standard)
    implements StatisticSpec.OfCells {
  /** Checks the columns and the standard population. */
  public RateSpec {
    standard = List.copyOf(standard);
    EventColumn.require("rate", event);
    if (event.column().equals(strata.column())) {
      throw new SpecificationException("a rate needs an event and a column of strata");
    }
    if (standard.size() != strata.size()) {
      throw new SpecificationException(
          "%s numbers of the standard population for %s strata: one for each of %s expected"
              .formatted(
                  standard.size(), strata.size(), String.join(" ", TableSpec.labels(strata))));
    }
    if (standard.stream().allMatch(people -> people == 0)) {
      throw new SpecificationException("the standard population is empty");
    }
  }

  @Override
  public List<GroupColumn> dimensions() {
    return List.of(strata, event);
  }

  /** Returns the strata that have these counts. */
  public List<Stratum> strata(List<Long> counts) {
    List<Stratum> all = new ArrayList<>();
    int events = EventColumn.indexOfEvent(event);
    for (int i = 0; i < strata.size(); i++) {
      long with = counts.get(2 * i + events);
      long without = counts.get(2 * i + 1 - events);
      all.add(new Stratum(with, with + without, standard.get(i)));
    }
    return all;
  }

  @Override
  public String toString() {
    String people = standard.stream().map(String::valueOf).collect(Collectors.joining(","));
    return "rate(" + event + "," + strata + "," + people + ")";
  }
}
