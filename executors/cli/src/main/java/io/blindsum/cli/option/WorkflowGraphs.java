package io.blindsum.cli.option;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the commands look up in graphs. */
public final class WorkflowGraphs {
  private WorkflowGraphs() {}

  /** Returns the process that no other depends on; there has to be one. */
  public static Process leaf(ColonyClient colony, ProcessGraph graph) {
    List<Process> leaves =
        graph.processIds().stream()
            .map(colony::getProcess)
            .filter(process -> process.children().isEmpty())
            .toList();
    if (leaves.size() != 1) {
      throw new CommandException(
          ExitCode.DATA,
          "the workflow ends in " + leaves.size() + " processes, so it has no one result",
          "blindsum decrypt --process ID for one of them");
    }
    return leaves.get(0);
  }

  /** Returns the members by which commands name a graph, and one more. */
  public static Map<String, Object> json(ProcessGraph graph, String member, Object value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("workflow", graph.processGraphId());
    json.put("state", graph.state().name());
    json.put(member, value);
    return json;
  }
}
