package io.blindsum.stats;

import java.math.BigDecimal;
import java.util.List;

/**
 * The exact sums of several variables and of their products, over the people who have a value of
 * each.
 *
 * @param names of the variables, all different
 * @param n how many people, at least 0
 * @param sums of each variable
 * @param products for each variable the sums of its products with those up to itself: row i has
 *     {@code i + 1} members
 */
public record CrossMoments(
    List<String> names, long n, List<BigDecimal> sums, List<List<BigDecimal>> products) {
  /** Checks the shape, and that some sample has these sums, as far as each variable shows it. */
  public CrossMoments {
    names = List.copyOf(names);
    sums = List.copyOf(sums);
    products = products.stream().map(List::copyOf).toList();
    if (sums.size() != names.size() || products.size() != names.size()) {
      throw new IllegalArgumentException("sums and products are not those of the variables");
    }
    for (int i = 0; i < names.size(); i++) {
      if (products.get(i).size() != i + 1 || names.indexOf(names.get(i)) != i) {
        throw new IllegalArgumentException("products are not a triangle of different variables");
      }
      new Moments(n, sums.get(i), products.get(i).get(i));
    }
  }

  /** Returns the sum of the products of two variables, or of the squares of one. */
  BigDecimal product(int i, int j) {
    return i >= j ? products.get(i).get(j) : products.get(j).get(i);
  }

  /**
   * Returns the place of a variable.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no variable '" + name + "'");
    }
    return index;
  }

  Moments moments(int index) {
    return new Moments(n, sums.get(index), product(index, index));
  }
}
