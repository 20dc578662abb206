package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Describes processes that depend on one another.
 *
 * <p>The server re-reads every process of a graph, with its data, at each assignment and close:
 * keep a workflow to some twenty nodes and submit many of them rather than a wide one.
 *
 * @param colonyName the colony
 * @param functionSpecs the nodes; each has a name of its own
 */
public record Workflow(
    String colonyName, @JsonProperty("functionspecs") List<FunctionSpec> functionSpecs) {
  /**
   * Checks the nodes.
   *
   * @throws IllegalArgumentException if a node has no name or a name used twice, depends on an
   *     unknown node, or depends on itself through others (the server accepts that and never runs
   *     it)
   */
  public Workflow {
    functionSpecs = List.copyOf(functionSpecs);
    requireRunnable(functionSpecs);
  }

  private static void requireRunnable(List<FunctionSpec> specs) {
    Map<String, FunctionSpec> byName = new HashMap<>();
    for (FunctionSpec spec : specs) {
      if (spec.nodeName().isEmpty()) {
        throw notRunnable("a node of " + spec.functionName() + " has no name");
      }
      if (byName.put(spec.nodeName(), spec) != null) {
        throw notRunnable("node name " + spec.nodeName() + " is used twice");
      }
    }
    for (FunctionSpec spec : specs) {
      for (String dependency : spec.conditions().dependencies()) {
        if (!byName.containsKey(dependency)) {
          throw notRunnable("node " + spec.nodeName() + " depends on unknown node " + dependency);
        }
      }
    }
    requireNoCycle(specs);
  }

  /** Takes away nodes whose dependencies are gone until none is left; what stays is a cycle. */
  private static void requireNoCycle(List<FunctionSpec> specs) {
    Set<String> done = new HashSet<>();
    Deque<FunctionSpec> rest = new ArrayDeque<>(specs);
    int unchanged = 0;
    while (!rest.isEmpty() && unchanged < rest.size()) {
      FunctionSpec spec = rest.removeFirst();
      if (done.containsAll(spec.conditions().dependencies())) {
        done.add(spec.nodeName());
        unchanged = 0;
      } else {
        rest.addLast(spec);
        unchanged++;
      }
    }
    if (!rest.isEmpty()) {
      throw notRunnable(
          "node " + rest.getFirst().nodeName() + " depends on itself through other nodes");
    }
  }

  private static IllegalArgumentException notRunnable(String message) {
    return new IllegalArgumentException(OneLine.of(message));
  }
}
