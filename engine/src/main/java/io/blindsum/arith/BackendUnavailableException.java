package io.blindsum.arith;

/** Says in one line why a backend cannot run on this machine. */
public final class BackendUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  public BackendUnavailableException(String reason) {
    super(reason);
  }

  public BackendUnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
