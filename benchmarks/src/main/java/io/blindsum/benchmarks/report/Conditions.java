package io.blindsum.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a figure depends on besides its own parameters.
 *
 * @param cpu the processor as it names itself
 * @param cores of it that this process may use
 * @param jvm name and version
 * @param os name, version and architecture
 * @param version of BlindSum
 * @param time when the run began, UTC
 */
public record Conditions(
    String cpu, int cores, String jvm, String os, String version, String time) {

  /** Returns those of this process. */
  public static Conditions here() {
    String version = Conditions.class.getPackage().getImplementationVersion();
    return new Conditions(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        properties("java.vm.name", "java.runtime.version"),
        properties("os.name", "os.version", "os.arch"),
        version == null ? "development" : version,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Returns one line for people. */
  public String line() {
    return "%s, %s cores, %s, %s, BlindSum %s, %s".formatted(cpu, cores, jvm, os, version, time);
  }

  private static String properties(String... names) {
    return String.join(" ", Stream.of(names).map(System::getProperty).toList());
  }

  /** Returns the model's name, and its numbers, as virtual machines often hide the name. */
  private static String processor() {
    String architecture = System.getProperty("os.arch");
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return architecture;
    }
    try {
      List<String> lines = Files.readAllLines(info);
      return "%s (family %s, model %s)"
          .formatted(
              field(lines, "model name", architecture),
              field(lines, "cpu family", "?"),
              field(lines, "model", "?"));
    } catch (IOException e) {
      return architecture;
    }
  }

  private static String field(List<String> lines, String name, String otherwise) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
        .findFirst()
        .orElse(otherwise);
  }
}
