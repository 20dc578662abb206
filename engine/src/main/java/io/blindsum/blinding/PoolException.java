package io.blindsum.blinding;

/** Says in one line why a pool of blinding values on a disk cannot be used. */
public final class PoolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PoolException(String message) {
    super(message);
  }
}
