package io.blindsum.cli.command;

import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.WorkflowGraphs;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.ProcessState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one workflow. */
@Command(name = "status", description = "Show the state of a workflow and of its processes.")
final class WorkflowStatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The workflow's id, as submit printed it.")
  private String id = "";

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    try (ColonyClient colony = Researcher.connect()) {
      ProcessGraph graph = colony.getProcessGraph(id);
      List<Process> processes = graph.processIds().stream().map(colony::getProcess).toList();
      print(graph, processes);
      boolean failed =
          graph.state() == ProcessState.FAILED || graph.state() == ProcessState.CANCELLED;
      return failed ? ExitCode.INCOMPLETE : ExitCode.OK;
    }
  }

  private void print(ProcessGraph graph, List<Process> processes) {
    if (common.json) {
      List<Map<String, Object>> nodes =
          processes.stream().map(WorkflowStatusCommand::json).toList();
      System.out.println(Json.line(WorkflowGraphs.json(graph, "processes", nodes)));
      return;
    }
    System.out.println("workflow " + graph.processGraphId() + "  " + graph.state());
    for (Process process : processes) {
      System.out.printf(
          "  %-30s %-18s %-9s %s%s%n",
          Text.oneLine(process.spec().nodeName()),
          Text.oneLine(process.spec().functionName()),
          process.state(),
          process.processId(),
          process.errors().isEmpty() ? "" : "  " + Text.oneLine(process.errors()));
    }
  }

  private static Map<String, Object> json(Process process) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", process.spec().nodeName());
    json.put("function", process.spec().functionName());
    json.put("process", process.processId());
    json.put("state", process.state().name());
    json.put("retries", process.retries());
    json.put("outputs", process.out().size());
    json.put("errors", process.errors());
    return json;
  }
}
