package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command teaches itself. */
class HelpTest {

  /** Returns the words of every command, the root's being none. */
  static Stream<List<String>> commands() {
    return words(BlindSum.commandLine(), List.of());
  }

  private static Stream<List<String>> words(CommandLine command, List<String> before) {
    return Stream.concat(
        Stream.of(before),
        command.getSubcommands().entrySet().stream()
            .flatMap(
                sub -> {
                  List<String> words = new ArrayList<>(before);
                  words.add(sub.getKey());
                  return words(sub.getValue(), words);
                }));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void printsItsHelp(List<String> words) {
    List<String> args = new ArrayList<>(words);
    args.add("--help");
    Cli.Run run = Cli.run(args.toArray(String[]::new)).ok();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(
            "Usage: "
                + String.join(" ", Stream.concat(Stream.of("blindsum"), words.stream()).toList()))
        .contains("--help");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void showsTheUsageToWhoTypesNothing() {
    Cli.Run run = Cli.run();
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("Usage: blindsum");
  }

  @Test
  void suggestsACommand() {
    Cli.run("encypt", "a.csv").failed(ExitCode.USAGE, "no command 'encypt'", "encrypt");
    Cli.run("key", "sow").failed(ExitCode.USAGE, "no command 'sow'", "show");
    Cli.run("demo", "--hospital").failed(ExitCode.USAGE, "--hospital");
  }
}
