package io.blindsum.arith;

/**
 * Offers one backend to {@link Arithmetics}, which finds providers with {@link
 * java.util.ServiceLoader}.
 */
public interface ArithmeticProvider {

  /** Returns the name that {@code -Dblindsum.backend=} takes. */
  String name();

  /** Returns the place in the order of trial: the greatest speed is tried first. */
  int speed();

  /**
   * Loads the backend.
   *
   * @throws BackendUnavailableException if this machine does not have what it needs
   */
  ModularArithmetic load() throws BackendUnavailableException;
}
