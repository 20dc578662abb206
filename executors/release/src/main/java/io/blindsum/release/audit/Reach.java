package io.blindsum.release.audit;

import java.util.Arrays;

/**
 * How far each quantity may be from its true value before a reader notices, and what it costs to
 * have it so by one.
 */
final class Reach {
  static final double UNLIMITED = Double.POSITIVE_INFINITY;

  final double[] up;
  final double[] down;
  final double[] cost;

  Reach(int size) {
    up = new double[size];
    down = new double[size];
    cost = new double[size];
  }

  private Reach(Reach other) {
    up = other.up.clone();
    down = other.down.clone();
    cost = other.cost.clone();
  }

  Reach copy() {
    return new Reach(this);
  }

  void set(int quantity, double below, double above, double price) {
    down[quantity] = below;
    up[quantity] = above;
    cost[quantity] = price;
  }

  void fix(int quantity) {
    set(quantity, 0, 0, 0);
  }

  boolean allows(int quantity, long change) {
    return change >= -down[quantity] && change <= up[quantity];
  }

  /** Returns a price above that of any move, for each unit of what has to be reached. */
  double reward() {
    return 1e3 * (1 + Arrays.stream(cost).max().orElse(0)) * Math.max(8, up.length);
  }
}
