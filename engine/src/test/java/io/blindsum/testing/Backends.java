package io.blindsum.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import java.util.List;
import java.util.stream.Stream;

/** The backends that can run here, for tests that cross them. */
public final class Backends {
  private Backends() {}

  /** Returns a backend, or ends the test as skipped with the reason why it cannot run here. */
  public static ModularArithmetic required(String name) {
    String state = Arithmetics.availability().get(name);
    assumeTrue("ready".equals(state), name + ": " + state);
    return Arithmetics.named(name);
  }

  /**
   * Returns the backends that a test of every backend still has to visit: those of the module it
   * runs in. Where native ones are there, the pure one had its turn in the engine's own run.
   */
  public static Stream<ModularArithmetic> underTest() {
    List<ModularArithmetic> ready = ready().toList();
    return ready.stream().filter(backend -> ready.size() == 1 || !backend.name().equals("java"));
  }

  /** Returns every backend that is ready on this machine. */
  public static Stream<ModularArithmetic> ready() {
    return Arithmetics.availability().entrySet().stream()
        .filter(backend -> backend.getValue().equals("ready"))
        .map(backend -> Arithmetics.named(backend.getKey()));
  }
}
