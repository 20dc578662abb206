package io.blindsum.cli.command;

import io.blindsum.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows what {@code --help} behind a command shows. */
@Command(name = "help", description = "Show the help of a command, such as: help key approve.")
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec self = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The words of the command.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine command = self.root().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(command, List.of(word));
      }
      command = next;
    }
    command.usage(self.commandLine().getOut());
    return ExitCode.OK;
  }
}
