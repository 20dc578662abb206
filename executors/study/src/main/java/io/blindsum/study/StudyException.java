package io.blindsum.study;

import io.blindsum.messages.JobException;

/** Ends the run of a study in one line; what was done is in the journal. */
public final class StudyException extends JobException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why a run ended. */
  public enum Reason {
    /** Too few sites contribute. */
    TOO_FEW_SITES,
    /** A step failed again and again. */
    FAILED,
    /** Whoever is to open the result will not, however often it is asked. */
    REFUSED,
    /** Somebody answers a step again and again whom nobody vouches for. */
    NOT_SIGNED,
    /** The journal is of another run, or cannot be written. */
    JOURNAL
  }

  StudyException(Reason reason, String line) {
    super(line);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
