package io.blindsum.benchmarks;

import io.blindsum.benchmarks.report.Conditions;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The {@code blindsum bench} command. */
@Command(
    name = "blindsum bench",
    description = {
      "Measure BlindSum on this machine.",
      "",
      "Writes SUITE.json, plots as PNG and SVG, and SUITE.html, which needs no network."
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Bench.Version.class,
    sortOptions = false,
    subcommands = {
      EngineCommand.class,
      PipelineCommand.class,
      ColonyCommand.class,
      PeersCommand.class,
      HostileCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "A look at this machine in three minutes:  blindsum bench engine --quick",
      "Other programs beside BlindSum:           blindsum bench peers",
      "",
      "Exit codes: 0 ok, 1 a benchmark failed, 2 usage."
    })
public final class Bench {
  private static final int USAGE = 2;

  private Bench() {}

  /** Tells the version that was built. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"blindsum bench " + Conditions.here().version()};
    }
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    // numbers have the same digits for everybody
    Locale.setDefault(Locale.ROOT);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setParameterExceptionHandler(
            (e, args) -> print(e.getCommandLine().getErr(), USAGE, e.getMessage()))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              int code = e instanceof IllegalArgumentException ? USAGE : 1;
              return print(command.getErr(), code, String.valueOf(e.getMessage()));
            });
  }

  private static int print(PrintWriter err, int code, String message) {
    err.println("error[" + code + "]: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
    return code;
  }
}
