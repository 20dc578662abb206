package io.blindsum.release.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A group of people.
 *
 * @param values its value of each column of the group-by, in their order; none for all rows
 */
public record Group(Map<String, String> values) implements Key {
  /** The group of all rows. */
  public static final Group ALL = new Group(Map.of());

  /** Keeps the order of the values. */
  public Group {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns its name, such as {@code sex=F, age=40-49}. */
  @Override
  public String text() {
    return values.isEmpty()
        ? "all"
        : values.entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining(", "));
  }

  /** Tells whether it is the group of all rows. */
  public boolean isAll() {
    return values.isEmpty();
  }
}
