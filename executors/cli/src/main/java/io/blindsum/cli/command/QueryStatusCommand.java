package io.blindsum.cli.command;

import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.RunFiles;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ProcessState;
import io.blindsum.study.SubmittedRun;
import io.blindsum.study.SubmittedRun.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how far a run is. */
@Command(
    name = "status",
    sortOptions = false,
    description = {
      "Show what a run has submitted and what became of it, also while it runs elsewhere.",
      "",
      Researcher.ENVIRONMENT,
    })
final class QueryStatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The question, or the run's journal.")
  private Path file = Path.of("");

  @Mixin private final RunFiles files = new RunFiles();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Path journal = files.journal(file);
    try (ColonyClient colony = Researcher.connect()) {
      List<Step> steps = SubmittedRun.of(colony, journal).steps();
      print(steps);
      boolean failed =
          steps.stream()
              .anyMatch(
                  s -> s.state() == ProcessState.FAILED || s.state() == ProcessState.CANCELLED);
      return failed ? ExitCode.INCOMPLETE : ExitCode.OK;
    }
  }

  private void print(List<Step> steps) {
    if (common.json) {
      List<Map<String, Object>> all = steps.stream().map(QueryStatusCommand::json).toList();
      System.out.println(Json.line(Map.of("steps", all)));
      return;
    }
    if (steps.isEmpty()) {
      System.out.println("nothing was submitted yet");
    }
    for (Step step : steps) {
      String line = "%-24s %-9s %s".formatted(step.name(), step.state(), Text.oneLine(step.note()));
      System.out.println(line.stripTrailing());
    }
  }

  private static Map<String, Object> json(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step.name());
    json.put("state", step.state().name());
    json.put("note", step.note());
    return json;
  }
}
