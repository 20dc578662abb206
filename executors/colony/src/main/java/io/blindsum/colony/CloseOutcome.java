package io.blindsum.colony;

/** Says how closing a process ended. */
public enum CloseOutcome {
  /** The server has the close, and the output if there was one. */
  CLOSED,
  /** The process is no longer this executor's, or has ended otherwise: the result is dropped. */
  DROPPED,
  /** The server does not know the executor any more: the result is dropped, register again. */
  NOT_A_MEMBER
}
