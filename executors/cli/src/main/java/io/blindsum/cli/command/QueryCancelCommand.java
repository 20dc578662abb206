package io.blindsum.cli.command;

import io.blindsum.cli.console.CommandException;
import io.blindsum.cli.console.ExitCode;
import io.blindsum.cli.console.Json;
import io.blindsum.cli.console.Text;
import io.blindsum.cli.option.CommonOptions;
import io.blindsum.cli.option.Researcher;
import io.blindsum.cli.option.RunFiles;
import io.blindsum.colony.ColonyClient;
import io.blindsum.study.RunJournal;
import io.blindsum.study.StudyException;
import io.blindsum.study.SubmittedRun;
import io.blindsum.study.SubmittedRun.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives up a run. */
@Command(
    name = "cancel",
    sortOptions = false,
    description = {
      "Cancel at the server what a run has under way, let the sites remove what they keep for it, and"
          + " remove its journal. Interrupt the run first.",
      "",
      Researcher.ENVIRONMENT,
    })
final class QueryCancelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The question, or the run's journal.")
  private Path file = Path.of("");

  @Mixin private final RunFiles files = new RunFiles();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Path journal = files.journal(file);
    try (ColonyClient colony = Researcher.connect();
        RunJournal held = RunJournal.resume(journal)) {
      List<Step> cancelled = SubmittedRun.of(colony, held).cancel();
      Files.delete(journal);
      print(journal, cancelled);
      return ExitCode.OK;
    } catch (StudyException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()), "name the journal of a run that was interrupted");
    }
  }

  private void print(Path journal, List<Step> cancelled) {
    if (common.json) {
      List<String> names = cancelled.stream().map(Step::name).toList();
      System.out.println(Json.line(Map.of("cancelled", names)));
      return;
    }
    cancelled.forEach(step -> System.out.printf("%-24s was %s%n", step.name(), step.state()));
    common.say(Text.count(cancelled.size(), "step") + " cancelled, " + journal + " removed");
  }
}
