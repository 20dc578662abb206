package io.blindsum.cli.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One object of a released result.
 *
 * @param map its members: numbers, texts, objects and lists of them; a hidden count is a text
 */
record Members(Map<?, ?> map) {
  /** The name of the group of all rows. */
  static final String ALL = "all";

  boolean has(String name) {
    return map.get(name) != null;
  }

  @Nullable Object value(String name) {
    return map.get(name);
  }

  /** Returns a member as text; empty if there is none. */
  String text(String name) {
    Object value = map.get(name);
    return value == null ? "" : value.toString();
  }

  /** Returns a number; NaN if it is missing or hidden. */
  double number(String name) {
    return map.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  Members object(String name) {
    return new Members(map.get(name) instanceof Map<?, ?> object ? object : Map.of());
  }

  List<Members> list(String name) {
    return map.get(name) instanceof List<?> list
        ? list.stream().map(item -> new Members((Map<?, ?>) item)).toList()
        : List.of();
  }

  /** Returns the texts of a list. */
  List<String> texts(String name) {
    return map.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Returns the name of the group that this is about, such as {@code sex=F, age=40-49}. */
  String group() {
    Map<?, ?> group = object("group").map();
    return group.isEmpty()
        ? ALL
        : group.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
