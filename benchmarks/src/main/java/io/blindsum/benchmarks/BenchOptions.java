package io.blindsum.benchmarks;

import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.report.Report;
import io.blindsum.benchmarks.report.ReportText;
import io.blindsum.benchmarks.suite.JmhRun;
import io.blindsum.benchmarks.suite.Plan;
import io.blindsum.benchmarks.suite.Plans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The options of every suite. */
final class BenchOptions {
  private static final List<Integer> QUICK_BITS = List.of(2048, 3072);
  private static final List<Integer> ALL_BITS = List.of(2048, 3072, 4096);

  @Option(names = "--quick", description = "Fewer sizes and shorter rounds: about three minutes.")
  boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out/bench",
      description = "Where the results go. Default: out/bench.")
  private Path out = Path.of("out/bench");

  @Option(names = "--json", description = "Print the results as JSON instead of a table.")
  private boolean json;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only operations, or benchmark classes, with this in their name.")
  String filter = "";

  @Option(
      names = "--bits",
      split = ",",
      paramLabel = "BITS",
      description = "Sizes of the key. Default: 2048,3072,4096; without 4096 if quick.")
  private List<Integer> bits = new ArrayList<>();

  Path out() {
    return out;
  }

  List<Integer> bits() {
    if (!bits.isEmpty()) {
      return bits.stream().sorted().distinct().toList();
    }
    return quick ? QUICK_BITS : ALL_BITS;
  }

  Plans plans(List<String> backends) {
    return new Plans(quick, bits(), backends);
  }

  /** Runs those of the plans that were asked for. */
  List<Measurement> run(List<Plan> plans) {
    List<Plan> chosen = plans.stream().filter(plan -> plan.operation().matches(filter)).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("no benchmark has " + filter + " in its name");
    }
    JmhRun jmh = new JmhRun(quick);
    return IntStream.range(0, chosen.size())
        .mapToObj(
            i -> {
              Plan plan = chosen.get(i);
              System.err.printf("%d/%d  %s%n", i + 1, chosen.size(), plan.line());
              return jmh.run(plan);
            })
        .toList();
  }

  /** Writes the report's files and prints it. */
  void publish(Report report) {
    List<Path> files = report.write(out);
    System.out.print(json ? report.json() + System.lineSeparator() : ReportText.of(report));
    if (!json) {
      System.out.println();
      files.forEach(file -> System.out.println("wrote " + file));
    }
  }
}
