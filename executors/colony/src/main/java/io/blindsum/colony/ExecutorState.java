package io.blindsum.colony;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names the states of an executor's registration, in the order of their wire numbers. */
public enum ExecutorState {
  PENDING(0),
  APPROVED(1),
  REJECTED(2),
  UNREGISTERED(3);

  private final int code;

  ExecutorState(int code) {
    this.code = code;
  }

  /** Returns the number used on the wire, 0 to 3. */
  @JsonValue
  public int code() {
    return code;
  }

  /**
   * Returns the state of a wire number.
   *
   * @throws IllegalArgumentException if the code is outside 0 to 3
   */
  @JsonCreator
  public static ExecutorState ofCode(int code) {
    for (ExecutorState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("executor state " + code + " is outside 0 to 3");
  }
}
