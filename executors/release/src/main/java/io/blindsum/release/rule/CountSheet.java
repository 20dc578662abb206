package io.blindsum.release.rule;

import io.blindsum.release.audit.Quantity;
import io.blindsum.release.audit.Quantity.Role;
import io.blindsum.release.audit.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a group that are printed, implied or hidden in what is, and what ties them
 * together.
 */
final class CountSheet {
  // what it costs to hide a count, against that of a cell
  private static final int TOTAL = 12;

  private final List<Quantity> quantities = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();
  private final Map<Item, Integer> places = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final long groupRows;
  private final boolean hideZeros;
  private final int rows;

  CountSheet(long groupRows, boolean hideZeros) {
    this.groupRows = groupRows;
    this.hideZeros = hideZeros;
    this.rows = add("rows", groupRows, Role.KNOWN, 0);
  }

  List<Quantity> quantities() {
    return quantities;
  }

  List<Relation> relations() {
    return relations;
  }

  /** Returns where each printed count is. */
  Map<Item, Integer> places() {
    return places;
  }

  /** Returns where a printed count is. */
  @Nullable Integer place(Item item) {
    return places.get(item);
  }

  /** Returns where the number of people of a column or statistic is. */
  @Nullable Integer size(String of) {
    return sizes.get(of);
  }

  /** Returns where the number of rows is. */
  int rows() {
    return rows;
  }

  long value(int place) {
    return quantities.get(place).value();
  }

  long value(List<Integer> places) {
    return places.stream().mapToLong(this::value).sum();
  }

  int add(String name, long value, Role role, int loss) {
    return add(new Quantity(name, value, role, loss));
  }

  private int add(Quantity quantity) {
    quantities.add(quantity);
    return quantities.size() - 1;
  }

  int printed(Item item, long value, int loss) {
    boolean zeroIsSmall = hideZeros && item.part().isCell();
    int place = add(new Quantity(item.toString(), value, Role.PRINTED, loss, zeroIsSmall));
    places.put(item, place);
    return place;
  }

  /** Adds how many have not a value: if it is hidden that nobody has it, then that all have it. */
  int others(String name, long value) {
    return add(new Quantity(name, value, Role.IMPLIED, 0, hideZeros));
  }

  int implied(String name, long value) {
    return add(name, value, Role.IMPLIED, 0);
  }

  void sum(List<Integer> parts, int whole) {
    relations.add(Relation.sum(parts, whole));
  }

  int n(String of, long n) {
    int place = printed(Item.n(of), n, TOTAL);
    int missing = implied("missing " + of, groupRows - n);
    sum(List.of(place, missing), rows);
    sizes.put(of, place);
    return place;
  }

  void tie(Relation relation) {
    relations.add(relation);
  }
}
