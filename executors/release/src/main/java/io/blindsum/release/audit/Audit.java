package io.blindsum.release.audit;

import io.blindsum.release.audit.Disclosure.Part;
import io.blindsum.release.audit.Finding.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out what a reader of a whole report could compute back, and hides more until it is nothing.
 */
public final class Audit {
  private final Disclosure disclosure;
  private final Mark[] marks;
  private final Range[] ranges;
  private final List<List<Long>> alternatives = new ArrayList<>();
  private final List<Integer> exposed = new ArrayList<>();

  private Audit(Disclosure disclosure) {
    this.disclosure = disclosure;
    int size = disclosure.quantities().size();
    this.marks = new Mark[size];
    this.ranges = new Range[size];
    Arrays.fill(marks, Mark.SHOWN);
    for (int i = 0; i < size; i++) {
      long value = disclosure.quantities().get(i).value();
      ranges[i] = new Range(value, value);
    }
  }

  /**
   * Decides what a report may show.
   *
   * <p>A count from 1 to {@code least - 1} is hidden. The reader knows the relations, what is
   * printed, that {@link Mark#SMALL} is less than {@code least} and that {@link Mark#PROTECTING} is
   * at least that; more is hidden until every hidden count, and every small one that is implied,
   * could for all of that have {@code least} values or more.
   *
   * @param least the least count that may be shown, besides 0; 1 hides nothing
   */
  public static Finding of(Disclosure disclosure, long least) {
    Audit audit = new Audit(disclosure);
    if (least > 1) {
      disclosure.parts().forEach(part -> audit.decide(part, least));
    }
    return new Finding(
        Arrays.asList(audit.marks), Arrays.asList(audit.ranges), audit.alternatives, audit.exposed);
  }

  private void decide(Part part, long least) {
    Suppression suppression = new Suppression(part, least);
    suppression.run();
    for (int i = 0; i < part.members().size(); i++) {
      int member = part.members().get(i);
      marks[member] = suppression.mark(i);
      ranges[member] = suppression.range(i);
    }
    suppression.alternatives().forEach(changes -> alternatives.add(values(part, changes)));
    suppression.exposed().forEach(i -> exposed.add(part.members().get(i)));
  }

  private List<Long> values(Part part, long[] changes) {
    List<Long> values = new ArrayList<>();
    disclosure.quantities().forEach(quantity -> values.add(quantity.value()));
    for (int i = 0; i < changes.length; i++) {
      values.set(part.members().get(i), part.quantities().get(i).value() + changes[i]);
    }
    return values;
  }
}
