package io.blindsum.colony;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blindsum.testing.ForeignPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the conformance suite against a real Colonies server: the one {@code BLINDSUM_TEST_COLONY}
 * names as {@code host:port}, with the colony and its owner's key in the {@code COLONIES_*}
 * variables, or one started from a {@code colonies} program on the PATH.
 */
class RealColonyConformanceTest extends ColonyConformance {
  private @Nullable RealColony colony;

  @TempDir static Path directory;

  @Override
  Server startServer() throws IOException, InterruptedException {
    String address = System.getenv("BLINDSUM_TEST_COLONY");
    if (address != null && !address.isBlank()) {
      return named(address);
    }
    Optional<Path> program = ForeignPrograms.find("colonies");
    boolean found = program.isPresent();
    if (!found) {
      System.out.println("conformance: not testing a real server, none was found");
    }
    assumeTrue(
        found,
        "no real Colonies server: set BLINDSUM_TEST_COLONY=host:port, or put colonies on the PATH");
    RealColony started = RealColony.start(program.orElseThrow(), directory);
    colony = started;
    Identity owner = started.addColony("dev");
    return new Server("the real server " + program.get(), started.config("dev"), owner);
  }

  @Override
  void stopServer() throws IOException {
    if (colony != null) {
      colony.close();
    }
  }

  private static Server named(String address) {
    int colon = address.lastIndexOf(':');
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("COLONIES_SERVER_HOST", address.substring(0, colon));
    environment.put("COLONIES_SERVER_PORT", address.substring(colon + 1));
    ColonyConfig config = ColonyConfig.fromEnvironment(environment);
    assumeTrue(
        config.colonyKey().isPresent(),
        "BLINDSUM_TEST_COLONY is set, but COLONIES_COLONY_PRVKEY is not");
    return new Server("the real server " + address, config, config.colonyKey().orElseThrow());
  }
}
