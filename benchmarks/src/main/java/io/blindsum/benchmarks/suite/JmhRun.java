package io.blindsum.benchmarks.suite;

import io.blindsum.benchmarks.common.KeyedBenchmark;
import io.blindsum.benchmarks.report.Measurement;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one plan by JMH, in a virtual machine of its own. */
public final class JmhRun {
  private final boolean quick;

  /**
   * Makes a runner.
   *
   * @param quick whether iterations are short; otherwise they are as the benchmarks say
   */
  public JmhRun(boolean quick) {
    this.quick = quick;
  }

  /**
   * Runs a plan.
   *
   * @throws IllegalStateException if the benchmark fails; JMH has printed why
   */
  public Measurement run(Plan plan) {
    Operation operation = plan.operation();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(operation.benchmark().getName()) + "\\.run$")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    plan.parameters().forEach(options::param);
    if (quick) {
      options.warmupIterations(2).warmupTime(TimeValue.milliseconds(400));
      options.measurementIterations(5).measurementTime(TimeValue.milliseconds(80));
    }
    Collection<RunResult> results;
    try {
      results = new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException(plan.line() + " failed: " + e.getMessage(), e);
    }
    KeyedBenchmark benchmark = operation.open(plan.parameters());
    return new Measurement(
        operation.label(),
        plan.backend(),
        plan.bits(),
        plan.threads(),
        plan.varied(),
        benchmark.isOneThread() ? "cpu" : "wall",
        rounds(results, benchmark));
  }

  private static List<Double> rounds(Collection<RunResult> results, KeyedBenchmark benchmark) {
    return results.stream()
        .flatMap(result -> result.getBenchmarkResults().stream())
        .map(BenchmarkResult::getIterationResults)
        .flatMap(Collection::stream)
        .map(iteration -> microseconds(iteration, benchmark) / benchmark.items())
        .toList();
  }

  private static double microseconds(IterationResult iteration, KeyedBenchmark benchmark) {
    if (!benchmark.isOneThread()) {
      return iteration.getPrimaryResult().getScore();
    }
    return counter(iteration, "nanos") / counter(iteration, "batches") / 1e3;
  }

  private static double counter(IterationResult iteration, String name) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get(name), name).getScore();
  }
}
