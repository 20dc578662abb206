package io.blindsum.testing;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import java.util.stream.Stream;

/** The backends that can run here, for tests that cross them. */
public final class Backends {
  private Backends() {}

  /** Returns every backend that is ready on this machine. */
  public static Stream<ModularArithmetic> ready() {
    return Arithmetics.availability().entrySet().stream()
        .filter(backend -> backend.getValue().equals("ready"))
        .map(backend -> Arithmetics.named(backend.getKey()));
  }
}
