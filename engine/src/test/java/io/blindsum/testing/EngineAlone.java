package io.blindsum.testing;

import io.blindsum.arith.Arithmetics;
import java.util.Set;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets {@code mvn verify -Dblindsum.kernel=} and {@code -Dblindsum.backend=} force a backend of
 * {@code native/} on the modules that have one: without it there is nothing to choose from.
 */
public final class EngineAlone implements LauncherSessionListener {
  private static final String ARITHMETICS = "io/blindsum/arith/Arithmetics.class";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    boolean forced =
        System.getProperty(Arithmetics.BACKEND_PROPERTY) != null
            || System.getProperty(Arithmetics.KERNEL_PROPERTY) != null;
    // modules that do without the engine use its test helpers, too
    boolean hasEngine = ClassLoader.getSystemResource(ARITHMETICS) != null;
    if (forced && hasEngine && Arithmetics.availability().keySet().equals(Set.of("java"))) {
      System.clearProperty(Arithmetics.BACKEND_PROPERTY);
      System.clearProperty(Arithmetics.KERNEL_PROPERTY);
    }
  }
}
