package io.blindsum.colony;

import io.blindsum.colony.local.LocalColony;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs the conformance suite against the embedded server. */
class LocalColonyConformanceTest extends ColonyConformance {
  private @Nullable LocalColony colony;

  @Override
  Server startServer() throws IOException {
    LocalColony started = LocalColony.start();
    colony = started;
    Identity owner = started.addColony("dev");
    return new Server("the local colony", started.config("dev").build(), owner);
  }

  @Override
  void stopServer() throws IOException {
    if (colony != null) {
      colony.close();
    }
  }
}
