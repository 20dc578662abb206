package io.blindsum.colony;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads workflows as the {@code colonies} program writes them: a JSON list of function specs. */
public final class WorkflowFile {
  private WorkflowFile() {}

  /**
   * Reads a workflow. Limits that are missing or 0 mean none, as they do for the server.
   *
   * @param colonyName the colony that every node without one is for
   * @throws IllegalArgumentException in one line, if the text is no such list or the nodes cannot
   *     run
   */
  public static Workflow read(String json, String colonyName) {
    List<FunctionSpec> specs = new ArrayList<>();
    for (JsonNode node : list(json)) {
      specs.add(runnable(spec(node, specs.size()), colonyName));
    }
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("a workflow of no nodes");
    }
    return new Workflow(colonyName, specs);
  }

  private static JsonNode list(String json) {
    try {
      JsonNode tree = Wire.JSON.readTree(json);
      if (tree.isArray()) {
        return tree;
      }
      // the form that goes over the wire
      JsonNode specs = tree.get("functionspecs");
      if (specs != null && specs.isArray()) {
        return specs;
      }
    } catch (JacksonException e) {
      // its message quotes the text
    }
    throw new IllegalArgumentException("not a JSON list of function specs");
  }

  private static FunctionSpec spec(JsonNode node, int index) {
    try {
      FunctionSpec spec = Wire.JSON.treeToValue(node, FunctionSpec.class);
      if (spec != null && !spec.functionName().isEmpty() && spec.conditions() != null) {
        return spec;
      }
    } catch (JacksonException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "node " + index + " is no function spec: funcname and conditions expected");
  }

  private static FunctionSpec runnable(FunctionSpec spec, String colonyName) {
    Conditions conditions = spec.conditions();
    return new FunctionSpec(
        spec.nodeName(),
        spec.functionName(),
        spec.args(),
        spec.kwargs(),
        spec.priority(),
        noneIfZero(spec.maxWaitSeconds()),
        noneIfZero(spec.maxExecSeconds()),
        spec.maxRetries(),
        new Conditions(
            conditions.colonyName().isEmpty() ? colonyName : conditions.colonyName(),
            conditions.executorNames(),
            conditions.executorType(),
            conditions.dependencies(),
            conditions.cpu(),
            conditions.mem()),
        spec.label(),
        spec.env(),
        spec.channels());
  }

  private static int noneIfZero(int seconds) {
    return seconds == 0 ? -1 : seconds;
  }
}
