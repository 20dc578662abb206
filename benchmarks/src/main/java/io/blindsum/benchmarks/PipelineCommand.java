package io.blindsum.benchmarks;

import io.blindsum.benchmarks.report.Conditions;
import io.blindsum.benchmarks.report.Measurement;
import io.blindsum.benchmarks.report.Report;
import io.blindsum.benchmarks.suite.Plans;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the path from the rows of a file to a total by JMH. */
@Command(
    name = "pipeline",
    sortOptions = false,
    description = "CSV to frame and frame to total by the number of rows, and their stages alone.")
final class PipelineCommand implements Runnable {
  @Mixin private final BenchOptions options = new BenchOptions();

  @Override
  public void run() {
    Conditions conditions = Conditions.here();
    List<Measurement> measurements =
        options.run(options.plans(Plans.availableBackends()).pipeline());
    options.publish(new Report("pipeline", conditions, Map.of(), measurements, List.of()));
  }
}
