package io.blindsum.colony;

/** Reports an object that a store did not take or give, in one line that names store and fix. */
public final class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ObjectStoreException(String message) {
    super(OneLine.of(message));
  }
}
