package io.blindsum.release.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The moves that were found, as directions: multiples of some that moved a quantity keep every
 * relation too, and often move it by what is asked of another. That takes a look at a few numbers,
 * where a search takes hundreds of pivots.
 */
final class Directions {
  /** How many are tried of each quantity, the latest first: most that help are among them. */
  private static final int MOST_TRIED = 64;

  private final int width;
  private final List<List<Direction>> ofQuantity = new ArrayList<>();

  /**
   * What changes, and by how much.
   *
   * @param quantities that change
   * @param changes of each, without a common divisor
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Direction(int[] quantities, long[] changes) {
    long change(int quantity) {
      int k = 0;
      while (quantities[k] != quantity) {
        k++;
      }
      return changes[k];
    }
  }

  Directions(int width) {
    this.width = width;
    IntStream.range(0, width).forEach(i -> ofQuantity.add(new ArrayList<>()));
  }

  /** Keeps a move. */
  void add(long[] move) {
    int[] quantities = IntStream.range(0, width).filter(i -> move[i] != 0).toArray();
    long divisor = IntStream.of(quantities).mapToLong(i -> move[i]).reduce(0, Directions::common);
    long[] changes = IntStream.of(quantities).mapToLong(i -> move[i] / divisor).toArray();
    Direction direction = new Direction(quantities, changes);
    for (int quantity : quantities) {
      ofQuantity.get(quantity).add(direction);
    }
  }

  private static long common(long a, long b) {
    return b == 0 ? Math.abs(a) : common(b, a % b);
  }

  /**
   * Puts directions together until a quantity changes by an amount.
   *
   * @param within how far each other quantity may change
   * @param free which ones may change at all
   * @return the changes of all; empty if the directions do not come to it
   */
  long[] sum(int target, long amount, Reach within, IntPredicate free) {
    List<Direction> known = ofQuantity.get(target);
    long[] sum = new long[width];
    for (int i = known.size() - 1; i >= Math.max(0, known.size() - MOST_TRIED); i--) {
      Direction direction = known.get(i);
      long times = multiple(direction, sum, target, amount - sum[target], within, free);
      for (int k = 0; times != 0 && k < direction.quantities.length; k++) {
        sum[direction.quantities[k]] += times * direction.changes[k];
      }
      if (sum[target] == amount) {
        return sum;
      }
    }
    return new long[0];
  }

  /** Returns how often a direction may be added before something is out of reach. */
  private static long multiple(
      Direction direction, long[] sum, int target, long rest, Reach within, IntPredicate free) {
    long change = direction.change(target);
    long most = Math.abs(rest / change);
    int sign = Long.signum(rest) * Long.signum(change);
    for (int k = 0; most > 0 && k < direction.quantities.length; k++) {
      int quantity = direction.quantities[k];
      if (quantity != target) {
        long step = sign * direction.changes[k];
        double room =
            step > 0 ? within.up[quantity] - sum[quantity] : within.down[quantity] + sum[quantity];
        most = free.test(quantity) ? (long) Math.min((double) most, room / Math.abs(step)) : 0;
      }
    }
    return sign * Math.max(0, most);
  }
}
