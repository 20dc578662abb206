package io.blindsum.benchmarks.suite;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One benchmark with every parameter chosen.
 *
 * @param varied the parameters that make a series of it, such as a table's window; results show
 *     them
 */
public record Plan(
    Operation operation, int bits, String backend, int threads, Map<String, String> varied) {

  static Plan of(Operation operation, int bits, String backend) {
    return new Plan(operation, bits, backend, 1, Map.of());
  }

  Plan onThreads(int count) {
    return new Plan(operation, bits, backend, count, varied);
  }

  Plan with(String parameter, int value) {
    return new Plan(operation, bits, backend, threads, Map.of(parameter, String.valueOf(value)));
  }

  /** Returns all parameters by the names of the fields. */
  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>(operation.parameters());
    all.put("bits", String.valueOf(bits));
    all.put("backend", backend);
    all.put("threads", String.valueOf(threads));
    all.putAll(varied);
    return all;
  }

  /** Returns one line for a progress display. */
  public String line() {
    return "%s, %s bits, %s, %s threads %s"
        .formatted(operation.label(), bits, backend, threads, varied.isEmpty() ? "" : varied)
        .strip();
  }
}
