package io.blindsum.release.audit;

import io.blindsum.release.audit.Relation.Term;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of quantities that keep every relation, as the tableau of a simplex method. Rows
 * express some of the changes, the basic ones, by the others.
 *
 * <p>Nothing is changed at the start, which every basis allows; so each search goes on from the
 * basis of the last. Costs are of the size of a change, up or down: each variable has two segments
 * that meet at 0, and leaves or enters the basis there as at any bound. (G. B. Dantzig, Linear
 * Programming and Extensions, 1963, chapters 18 and 24: bounded variables, convex separable costs.)
 */
final class Tableau {
  private static final double EPSILON = 1e-9;
  private static final int PATIENCE = 400;
  private static final int BLOCK = 64;
  private static final int NONE = -1;

  private final List<Relation> relations;
  private final int width;
  private double[][] rows = new double[0][];
  private int[] basic = new int[0];
  // the row of a basic variable, or NONE
  private int[] rowOf = new int[0];
  private final double[] change;
  // which segment a basic variable is in: 1 from 0 up, -1 from 0 down
  private final int[] side;
  // what all basic variables cost more for one less of each other
  private final double[] rates;
  private int next;
  private long work;

  Tableau(List<Relation> relations, int width) {
    this.relations = relations;
    this.width = width;
    this.change = new double[width];
    this.side = new int[width];
    this.rates = new double[width];
    reduce();
  }

  /** Returns by how much each quantity changes in the cheapest move that was found. */
  double[] changes() {
    return change.clone();
  }

  /** Returns how many numbers were computed so far. */
  long work() {
    return work;
  }

  /** Starts again from the relations, without the rounding errors of all pivots so far. */
  void reduce() {
    double[][] all = new double[relations.size()][width];
    for (int i = 0; i < all.length; i++) {
      for (Term term : relations.get(i).terms()) {
        all[i][term.quantity()] += term.factor();
      }
    }
    int[] chosen = new int[all.length];
    rowOf = new int[width];
    Arrays.fill(rowOf, NONE);
    rows = all;
    basic = chosen;
    int kept = 0;
    for (int i = 0; i < all.length; i++) {
      int column = leading(all[i]);
      if (column != NONE) {
        double[] row = all[i];
        all[i] = all[kept];
        all[kept] = row;
        chosen[kept] = column;
        eliminate(kept, column, all.length);
        rowOf[column] = kept;
        kept++;
      }
    }
    rows = Arrays.copyOf(all, kept);
    basic = Arrays.copyOf(chosen, kept);
  }

  /** Returns the last of the columns whose factor is nearest to one in size. */
  private static int leading(double[] row) {
    int best = NONE;
    for (int j = 0; j < row.length; j++) {
      if (Math.abs(row[j]) > EPSILON
          && (best == NONE || distance(row[j]) <= distance(row[best]) + EPSILON)) {
        best = j;
      }
    }
    return best;
  }

  private static double distance(double factor) {
    return Math.abs(Math.abs(factor) - 1);
  }

  private void eliminate(int pivot, int column, int height) {
    double[] row = rows[pivot];
    double factor = row[column];
    int[] filled = new int[width];
    int count = 0;
    for (int j = 0; j < width; j++) {
      if (row[j] != 0) {
        row[j] /= factor;
        filled[count++] = j;
      }
    }
    row[column] = 1;
    for (int i = 0; i < height; i++) {
      double times = rows[i][column];
      if (i != pivot && times != 0) {
        subtract(rows[i], row, times, filled, count);
        work += count;
        rows[i][column] = 0;
      }
    }
  }

  private static void subtract(double[] from, double[] row, double times, int[] at, int count) {
    for (int k = 0; k < count; k++) {
      int j = at[k];
      double left = from[j] - times * row[j];
      from[j] = Math.abs(left) < EPSILON ? 0 : left;
    }
  }

  /**
   * Looks for the cheapest move that changes one quantity by an amount, or by as much of it as is
   * possible.
   *
   * @param target the quantity
   * @param amount the change, of either sign
   * @param reach of every quantity; not used for the target
   */
  void move(int target, long amount, Reach reach) {
    Arrays.fill(change, 0);
    Arrays.fill(side, 1);
    side[target] = amount < 0 ? -1 : 1;
    Reach own = reach.copy();
    own.set(target, (double) Math.max(0, -amount), (double) Math.max(0, amount), -reach.reward());
    price(own);
    int still = 0;
    // a bound on the pivots, in case that rounding makes them go in circles
    for (int i = 0; i < 4 * (width + 50); i++) {
      Entering entering = entering(own, still > PATIENCE);
      if (entering == null) {
        return;
      }
      still = step(entering, own) > EPSILON ? 0 : still + 1;
    }
  }

  /**
   * A variable that is about to change.
   *
   * @param variable which one
   * @param up whether it becomes more
   */
  private record Entering(int variable, boolean up) {}

  private void price(Reach reach) {
    Arrays.fill(rates, 0);
    for (int i = 0; i < basic.length; i++) {
      double slope = side[basic[i]] * reach.cost[basic[i]];
      if (slope != 0) {
        for (int j = 0; j < width; j++) {
          rates[j] += slope * rows[i][j];
        }
      }
    }
  }

  /**
   * Returns a change that pays; null if none does. Looks at a block of variables at a time, from
   * where it stopped, and takes the best of the block; or the first of all, which never goes in
   * circles (R. G. Bland, 1977).
   */
  private @Nullable Entering entering(Reach reach, boolean first) {
    int start = first ? 0 : next;
    Entering best = null;
    double least = -1e-7;
    for (int seen = 0; seen < width; seen++) {
      int j = start + seen < width ? start + seen : start + seen - width;
      if (best != null && (first || seen % BLOCK == 0)) {
        next = j;
        return best;
      }
      if (rowOf[j] != NONE) {
        continue;
      }
      if (change[j] < reach.up[j] - EPSILON) {
        double rate = (change[j] < -EPSILON ? -reach.cost[j] : reach.cost[j]) - rates[j];
        if (rate < least) {
          best = new Entering(j, true);
          least = rate;
        }
      }
      if (change[j] > -reach.down[j] + EPSILON) {
        double rate = (change[j] > EPSILON ? -reach.cost[j] : reach.cost[j]) + rates[j];
        if (rate < least) {
          best = new Entering(j, false);
          least = rate;
        }
      }
    }
    return best;
  }

  /** Changes a variable until another one, or itself, is at the end of its segment. */
  private double step(Entering entering, Reach reach) {
    int variable = entering.variable();
    int sign = entering.up() ? 1 : -1;
    int segment = segment(variable, sign);
    double length = room(variable, sign, segment, reach);
    int leaving = NONE;
    double strongest = 0;
    for (int i = 0; i < basic.length; i++) {
      double rate = -sign * rows[i][variable];
      if (Math.abs(rate) <= EPSILON) {
        continue;
      }
      int other = basic[i];
      double possible = room(other, rate > 0 ? 1 : -1, side[other], reach) / Math.abs(rate);
      if (possible < length - EPSILON
          || (possible < length + EPSILON && leaving != NONE && Math.abs(rate) > strongest)) {
        length = Math.min(length, Math.max(0, possible));
        leaving = i;
        strongest = Math.abs(rate);
      }
    }
    if (length > EPSILON) {
      for (int i = 0; i < basic.length; i++) {
        if (rows[i][variable] != 0) {
          change[basic[i]] = snap(change[basic[i]] - sign * rows[i][variable] * length);
        }
      }
      change[variable] = snap(change[variable] + sign * length);
    }
    if (leaving != NONE) {
      exchange(leaving, variable, segment, segment * reach.cost[variable]);
    }
    return length;
  }

  private void exchange(int row, int variable, int segment, double slope) {
    double gain = slope - rates[variable];
    rowOf[basic[row]] = NONE;
    eliminate(row, variable, rows.length);
    basic[row] = variable;
    rowOf[variable] = row;
    side[variable] = segment;
    for (int j = 0; j < width; j++) {
      rates[j] += gain * rows[row][j];
    }
  }

  private int segment(int variable, int sign) {
    if (change[variable] > EPSILON) {
      return 1;
    }
    return change[variable] < -EPSILON ? -1 : sign;
  }

  private double room(int variable, int sign, int segment, Reach reach) {
    double end;
    if (segment > 0) {
      end = sign > 0 ? reach.up[variable] : 0;
    } else {
      end = sign > 0 ? 0 : -reach.down[variable];
    }
    return Math.max(0, sign * (end - change[variable]));
  }

  private static double snap(double number) {
    double whole = Math.rint(number);
    return Math.abs(number - whole) < 1e-7 ? whole : number;
  }
}
