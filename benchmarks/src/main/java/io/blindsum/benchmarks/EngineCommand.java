package io.blindsum.benchmarks;

import io.blindsum.benchmarks.report.Conditions;
import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.report.Report;
import io.blindsum.benchmarks.suite.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the engine's operations by JMH. */
@Command(
    name = "engine",
    sortOptions = false,
    description = "Each operation by key size and backend; threads; table memory against speed.")
final class EngineCommand implements Runnable {
  @Mixin private final BenchOptions options = new BenchOptions();

  @Option(
      names = "--backend",
      split = ",",
      paramLabel = "NAME",
      description =
          "Only these backends: ifma, avx512, avx2, gmp-kernel, gmp, java. Default: all that run here.")
  private List<String> backends = new ArrayList<>();

  @Override
  public void run() {
    Conditions conditions = Conditions.here();
    List<String> chosen = backends.isEmpty() ? Plans.availableBackends() : backends;
    List<Measurement> measurements = options.run(options.plans(chosen).engine());
    options.publish(new Report("engine", conditions, Map.of(), measurements, List.of()));
  }
}
