package io.blindsum.hospital;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.Function;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessContext;
import io.blindsum.colony.ProcessState;
import io.blindsum.service.ExecutorMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A hospital whose functions are called without a colony between, for tests of many calls. */
final class DirectSite implements AutoCloseable {
  private final SiteHospital hospital;
  private static final AtomicLong CALLS = new AtomicLong();

  DirectSite(SiteConfig config) throws IOException, InterruptedException {
    this.hospital = SiteHospital.open(config, Arithmetics.fastest(), new ExecutorMetrics());
  }

  /** Makes one of the site file that {@link Site#config} writes. */
  static DirectSite open(Path folder, String datasets, String policy) throws Exception {
    return new DirectSite(Site.config(folder, datasets, policy));
  }

  /** Calls a function as the researcher does; throws what the job would fail with. */
  List<String> call(Function function, Map<String, Object> kwargs) throws Exception {
    return call(function, kwargs, "researcher");
  }

  List<String> call(Function function, Map<String, Object> kwargs, String initiator)
      throws Exception {
    return Objects.requireNonNull(hospital.handlers().get(function))
        .run(new Context(process(function, kwargs, initiator, CALLS.incrementAndGet())));
  }

  private static Process process(
      Function function, Map<String, Object> kwargs, String initiator, long number) {
    FunctionSpec.Builder spec =
        FunctionSpec.of(function.functionName(), Conditions.of("dev", Site.TYPE));
    kwargs.forEach(spec::kwarg);
    return new Process(
        String.format("%064x", number),
        "",
        initiator,
        "",
        true,
        ProcessState.RUNNING,
        0,
        null,
        null,
        null,
        null,
        null,
        0,
        List.of(),
        spec.build(),
        false,
        List.of(),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public void close() {
    hospital.close();
  }

  private record Context(Process process) implements ProcessContext {
    @Override
    public ColonyClient client() {
      throw new UnsupportedOperationException("no colony");
    }

    @Override
    public void log(String message) {
      // nobody reads it
    }

    @Override
    public void progress(String channel, String text) {
      // nobody reads it
    }
  }
}
