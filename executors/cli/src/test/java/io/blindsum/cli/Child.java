package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command as a process of its own, with variables of its own. */
final class Child {
  private Child() {}

  /**
   * Starts the command.
   *
   * @param log receives both of its streams
   * @param variables that it gets; none of COLONIES_ but these
   * @param options of the Java virtual machine
   */
  static Process start(
      Path log, Map<String, String> variables, List<String> options, String... arguments)
      throws IOException {
    return startIn(Path.of(""), log, variables, options, arguments);
  }

  /** Starts the command in a folder; see {@link #start}. */
  static Process startIn(
      Path folder,
      Path log,
      Map<String, String> variables,
      List<String> options,
      String... arguments)
      throws IOException {
    ProcessBuilder builder = builder(variables, options, arguments).redirectErrorStream(true);
    builder.directory(folder.toAbsolutePath().toFile());
    return builder.redirectOutput(log.toFile()).start();
  }

  /** Returns the command in a process of its own, not yet started. */
  static ProcessBuilder builder(
      Map<String, String> variables, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(forced());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BlindSum.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("COLONIES_"));
    builder.environment().putAll(variables);
    return builder;
  }

  /**
   * Waits until a child that runs on has printed a line.
   *
   * @param seconds how long that may take
   * @return all that it has printed
   */
  static String await(Process child, Path log, String line, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      String text = Files.readString(log);
      if (text.contains(line)) {
        return text;
      }
      assertThat(child.isAlive()).as(text).isTrue();
      assertThat(System.nanoTime()).as("%s: %s", line, text).isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Returns the options that force the backend of this run of the tests on a child, too. */
  static List<String> forced() {
    return Stream.of("blindsum.backend", "blindsum.kernel")
        .filter(name -> System.getProperty(name) != null)
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }
}
