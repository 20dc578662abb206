package io.blindsum.colony;

import io.blindsum.colony.local.LocalColony;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the conformance suite against the object store of the embedded server. */
class LocalObjectStoreTest extends ObjectStoreConformance {
  private @Nullable LocalColony colony;

  @Override
  Map<String, String> startStore() throws IOException {
    LocalColony started = LocalColony.start();
    colony = started;
    return started.environment("dev");
  }

  @Override
  void stopStore() throws IOException {
    if (colony != null) {
      colony.close();
    }
  }
}
