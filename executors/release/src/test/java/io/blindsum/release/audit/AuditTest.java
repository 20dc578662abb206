package io.blindsum.release.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.release.audit.Finding.Range;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final long LEAST = 10;

  @Test
  void aReaderWithASimplexMethodNarrowsNoHiddenCountOfATable() {
    Random random = Seeds.random("AuditTest");
    for (int i = 0; i < 25; i++) {
      Disclosure table = table(2 + random.nextInt(3), 2 + random.nextInt(3), random);
      Finding finding = Audit.of(table, LEAST);
      assertThat(finding.exposed()).isEmpty();
      for (int q = 0; q < table.quantities().size(); q++) {
        boolean small = table.quantities().get(q).isSmall(LEAST);
        if (table.quantities().get(q).role() == Role.PRINTED && small) {
          assertThat(finding.marks().get(q).isHidden()).isTrue();
        }
        if (finding.marks().get(q).isHidden()) {
          Range range = attack(table, finding, q);
          assertThat(range.size()).as("%s of %s", q, table).isGreaterThanOrEqualTo(LEAST);
        }
      }
    }
  }

  @Test
  void everyAlternativeAgreesWithWhatIsShown() {
    Random random = Seeds.random("AuditTest");
    for (int i = 0; i < 25; i++) {
      Disclosure table = table(3, 4, random);
      Finding finding = Audit.of(table, LEAST);
      for (List<Long> values : finding.alternatives()) {
        long[] all = values.stream().mapToLong(Long::longValue).toArray();
        assertThat(table.relations()).allMatch(relation -> relation.of(all) == 0);
        for (int q = 0; q < all.length; q++) {
          assertThat(all[q]).isNotNegative();
          if (finding.marks().get(q) == Mark.SHOWN && table.quantities().get(q).loss() > 0) {
            assertThat(all[q]).isEqualTo(table.quantities().get(q).value());
          }
        }
      }
    }
  }

  @Test
  void twoCountsOfAKnownSumSayNothingOfTheirSize() {
    Disclosure list =
        new Disclosure(
            List.of(printed(5), printed(10), new Quantity("sum", 15, Role.KNOWN, 0)),
            List.of(Relation.sum(List.of(0, 1), 2)));
    Finding finding = Audit.of(list, LEAST);
    assertThat(finding.marks()).containsExactly(Mark.ANY, Mark.ANY, Mark.SHOWN);
    assertThat(finding.exposed()).isEmpty();
  }

  @Test
  void whatIsKnownToBeSmallCannotBeHidden() {
    Disclosure list =
        new Disclosure(
            List.of(printed(4), new Quantity("sum", 4, Role.KNOWN, 0)),
            List.of(Relation.sum(List.of(0), 1)));
    assertThat(Audit.of(list, LEAST).exposed()).containsExactly(0);
  }

  @Test
  void aLeastCountOfOneHidesNothing() {
    assertThat(Audit.of(table(3, 3, Seeds.random("AuditTest")), 1).hidden()).isZero();
  }

  @Test
  void latentCountsGetWholeNumbers() {
    // three tables of two of three columns: which people they share is not known
    List<Quantity> quantities = new ArrayList<>();
    List<Relation> relations = new ArrayList<>();
    int[][][] people = {{{3, 8}, {12, 0}}, {{7, 1}, {2, 30}}};
    for (int i = 0; i < 8; i++) {
      quantities.add(new Quantity("joint", 0, Role.LATENT, 0));
    }
    for (int axis = 0; axis < 3; axis++) {
      for (int side = 0; side < 4; side++) {
        List<Integer> parts = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < 8; i++) {
          int[] at = {i / 4, i / 2 % 2, i % 2};
          if (at[(axis + 1) % 3] * 2 + at[(axis + 2) % 3] == side) {
            parts.add(i);
            sum += people[at[0]][at[1]][at[2]];
          }
        }
        quantities.add(new Quantity("cell", sum, Role.KNOWN, 0));
        relations.add(Relation.sum(parts, quantities.size() - 1));
      }
    }
    assertThat(Disclosure.of(quantities, relations)).isPresent();
    quantities.set(8, new Quantity("cell", 1, Role.KNOWN, 0));
    assertThat(Disclosure.of(quantities, relations)).isEmpty();
  }

  private static Quantity printed(long value) {
    return new Quantity("count", value, Role.PRINTED, 1);
  }

  /** Returns a table of which all margins are printed as well. */
  private static Disclosure table(int height, int width, Random random) {
    List<Quantity> quantities = new ArrayList<>(List.of(printed(2 * LEAST)));
    for (int i = 1; i < height * width; i++) {
      quantities.add(printed((long) Math.exp(4.5 * random.nextDouble())));
    }
    List<Relation> relations = new ArrayList<>();
    List<Integer> margins = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      int row = i;
      List<Integer> parts = IntStream.range(0, width).mapToObj(j -> row * width + j).toList();
      margins.add(whole(parts, Role.PRINTED, quantities, relations));
    }
    whole(margins, Role.KNOWN, quantities, relations);
    for (int j = 0; j < width; j++) {
      int column = j;
      List<Integer> parts = IntStream.range(0, height).mapToObj(i -> i * width + column).toList();
      whole(parts, Role.PRINTED, quantities, relations);
    }
    return new Disclosure(quantities, relations);
  }

  private static int whole(
      List<Integer> parts, Role role, List<Quantity> quantities, List<Relation> relations) {
    long sum = parts.stream().mapToLong(i -> quantities.get(i).value()).sum();
    quantities.add(new Quantity("margin", sum, role, role == Role.PRINTED ? 4 : 0));
    relations.add(Relation.sum(parts, quantities.size() - 1));
    return quantities.size() - 1;
  }

  /** Computes between which values a count must be; a table with margins has whole vertices. */
  private static Range attack(Disclosure table, Finding finding, int target) {
    int size = table.quantities().size();
    List<LinearConstraint> constraints = new ArrayList<>();
    for (Relation relation : table.relations()) {
      double[] factors = new double[size];
      relation.terms().forEach(term -> factors[term.quantity()] = term.factor());
      constraints.add(new LinearConstraint(factors, Relationship.EQ, 0));
    }
    for (int i = 0; i < size; i++) {
      double[] one = new double[size];
      one[i] = 1;
      switch (finding.marks().get(i)) {
        case SHOWN ->
            constraints.add(
                new LinearConstraint(one, Relationship.EQ, table.quantities().get(i).value()));
        case SMALL -> constraints.add(new LinearConstraint(one, Relationship.LEQ, LEAST - 1));
        case PROTECTING, ANY -> {}
      }
    }
    double[] wanted = new double[size];
    wanted[target] = 1;
    long[] ends = new long[2];
    for (GoalType goal : GoalType.values()) {
      double end =
          new SimplexSolver()
              .optimize(
                  new MaxIter(10_000),
                  new LinearObjectiveFunction(wanted, 0),
                  new LinearConstraintSet(constraints),
                  goal,
                  new NonNegativeConstraint(true))
              .getValue();
      ends[goal == GoalType.MAXIMIZE ? 1 : 0] = Math.round(end);
    }
    return new Range(ends[0], ends[1]);
  }
}
