package io.blindsum.frame;

/** What the ciphertexts of a frame are. */
public enum FrameKind {
  /** Encrypted records, {@code .bsc}. */
  RECORDS(1),

  /** Encrypted totals with the manifest of what was summed, {@code .bsr}. */
  RESULT(2);

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FrameKind of(int code) {
    for (FrameKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("kind " + code + " is unknown to this program");
  }
}
