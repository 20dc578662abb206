package io.blindsum.protection;

/** Refuses what is not sealed, not sealed to this key, not in this place, or altered. */
public final class SealException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** One text for every reason: who alters a seal learns nothing from the answer. */
  SealException() {
    super("not sealed to this key for this place, or altered");
  }
}
