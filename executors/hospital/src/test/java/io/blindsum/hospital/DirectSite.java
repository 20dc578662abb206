package io.blindsum.hospital;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.DirectCall;
import io.blindsum.colony.Function;
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
        .run(
            DirectCall.of(
                CALLS.incrementAndGet(), initiator, function.functionName(), Site.TYPE, kwargs));
  }

  @Override
  public void close() {
    hospital.close();
  }
}
