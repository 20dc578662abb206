package io.blindsum.service;

/** Says in one line where an audit log was altered. */
public final class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says where. */
  public AuditException(String message) {
    super(message);
  }
}
