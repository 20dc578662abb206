package io.blindsum.colony.local;

/** Refuses a request with a status and the words of the real server. */
final class RpcError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RpcError(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
