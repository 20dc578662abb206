package io.blindsum.arith;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hands out {@link ModularArithmetic} instances, each tested against known answers first.
 *
 * <p>{@code -Dblindsum.backend=NAME} makes {@link #fastest()} take that backend or fail. {@code
 * -Dblindsum.kernel=} does the same for the batch kernels {@code ifma}, {@code avx512}, {@code
 * avx2} and {@code gmp}, and leaves them all out with {@code none}.
 */
public final class Arithmetics {
  /** The property that forces a backend. */
  public static final String BACKEND_PROPERTY = "blindsum.backend";

  /** The property that forces a batch kernel, or none. */
  public static final String KERNEL_PROPERTY = "blindsum.kernel";

  private static final Map<String, String> KERNEL_BACKENDS =
      Map.of("ifma", "ifma", "avx512", "avx512", "avx2", "avx2", "gmp", "gmp-kernel");
  private static final Map<String, Backend> BACKENDS = new ConcurrentHashMap<>();

  private static final Logger LOGGER = System.getLogger(Arithmetics.class.getName());

  /** Fastest first. */
  private static final List<ArithmeticProvider> PROVIDERS = providers();

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Arithmetics() {}

  /**
   * Returns the fastest backend that this machine can run, or the one that is forced.
   *
   * @throws IllegalStateException if the one that is forced does not exist or cannot run here
   */
  public static ModularArithmetic fastest() {
    String forced = System.getProperty(BACKEND_PROPERTY, "");
    if (!forced.isEmpty()) {
      return named(forced);
    }
    String kernel = System.getProperty(KERNEL_PROPERTY, "none");
    if (!kernel.equals("none")) {
      return named(KERNEL_BACKENDS.getOrDefault(kernel, kernel));
    }
    return PROVIDERS.stream()
        .map(Arithmetics::backend)
        .filter(backend -> backend.arithmetic() != null)
        .findFirst()
        .map(Backend::require)
        .map(Arithmetics::warnOfTheSlowest)
        .orElseThrow(() -> new IllegalStateException("no backend passed its self-test"));
  }

  /** Says once a process, and why, that what nobody forced takes many times as long as it could. */
  private static ModularArithmetic warnOfTheSlowest(ModularArithmetic arithmetic) {
    if (arithmetic instanceof BigIntegerArithmetic && !WARNED.getAndSet(true)) {
      Map<String, String> states = availability();
      states.remove(arithmetic.name());
      Set<String> reasons = new LinkedHashSet<>(states.values());
      LOGGER.log(
          Level.WARNING,
          "BigInteger computes, which takes 10 to 100 times as long as native code: {0}",
          reasons.isEmpty()
              ? "blindsum-native is not on the class path"
              : String.join("; ", reasons));
    }
    return arithmetic;
  }

  /** Returns {@link java.math.BigInteger} arithmetic. */
  public static ModularArithmetic pure() {
    return named("java");
  }

  /**
   * Returns the backend of a name.
   *
   * @throws IllegalStateException if there is none of that name or it cannot run here
   */
  public static ModularArithmetic named(String name) {
    return PROVIDERS.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .map(provider -> backend(provider).require())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no backend '"
                        + name
                        + "'; there are: "
                        + String.join(", ", availability().keySet())));
  }

  /** Tells for each backend, fastest first, {@code ready} or why it cannot run on this machine. */
  public static Map<String, String> availability() {
    Map<String, String> states = new LinkedHashMap<>();
    PROVIDERS.forEach(provider -> states.put(provider.name(), backend(provider).state()));
    return states;
  }

  private static Backend backend(ArithmeticProvider provider) {
    return BACKENDS.computeIfAbsent(provider.name(), name -> load(provider));
  }

  private static Backend load(ArithmeticProvider provider) {
    try {
      ModularArithmetic arithmetic = provider.load();
      SelfTest.run(arithmetic);
      return new Backend(provider.name(), arithmetic, "ready");
    } catch (BackendUnavailableException e) {
      return new Backend(provider.name(), null, String.valueOf(e.getMessage()));
    } catch (LinkageError | RuntimeException e) {
      return new Backend(provider.name(), null, "it does not load: " + e);
    }
  }

  private static List<ArithmeticProvider> providers() {
    Iterator<ArithmeticProvider> offered =
        ServiceLoader.load(ArithmeticProvider.class, Arithmetics.class.getClassLoader()).iterator();
    List<ArithmeticProvider> providers = new ArrayList<>();
    while (offered.hasNext()) {
      try {
        providers.add(offered.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        LOGGER.log(Level.INFO, "a backend cannot be offered: {0}", e.getMessage());
      }
    }
    providers.sort(Comparator.comparingInt(ArithmeticProvider::speed).reversed());
    return providers;
  }

  private record Backend(String name, @Nullable ModularArithmetic arithmetic, String state) {
    ModularArithmetic require() {
      if (arithmetic == null) {
        throw new IllegalStateException("backend " + name + ": " + state);
      }
      return arithmetic;
    }
  }
}
