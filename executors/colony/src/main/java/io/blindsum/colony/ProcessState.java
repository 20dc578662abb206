package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names the states of a process and of a process graph, in the order of their wire numbers. */
public enum ProcessState {
  WAITING(0),
  RUNNING(1),
  SUCCESS(2),
  FAILED(3),
  CANCELLED(4);

  private final int code;

  ProcessState(int code) {
    this.code = code;
  }

  /** Returns the number used on the wire, 0 to 4. */
  @JsonValue
  public int code() {
    return code;
  }

  /**
   * Returns the state of a wire number.
   *
   * @throws IllegalArgumentException if the code is outside 0 to 4
   */
  @JsonCreator
  public static ProcessState ofCode(int code) {
    for (ProcessState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("process state " + code + " is outside 0 to 4");
  }

  /** Says whether nothing can happen any more. */
  public boolean isFinal() {
    return this == SUCCESS || this == FAILED || this == CANCELLED;
  }
}
