package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ProcessGraph;
import io.blindsum.colony.Workflow;
import io.blindsum.colony.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Submits one workflow. */
@Command(
    name = "submit",
    description = {
      "Submit a workflow file, as the colonies program takes it, and print the workflow's id.",
    })
final class WorkflowSubmitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A JSON list of function specs.")
  private Path file = Path.of("");

  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    try (ColonyClient colony = Researcher.connect()) {
      ProcessGraph graph = colony.submitWorkflow(read(colony.colonyName()));
      String id = graph.processGraphId();
      System.out.println(common.json ? Json.line(Map.of("workflow", id)) : id);
      return ExitCode.OK;
    }
  }

  private Workflow read(String colonyName) {
    try {
      return WorkflowFile.read(Files.readString(file), colonyName);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.DATA, "cannot read " + file, "check the path and its permissions");
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.DATA, file + ": " + e.getMessage(), "write it as the colonies program takes it");
    }
  }
}
