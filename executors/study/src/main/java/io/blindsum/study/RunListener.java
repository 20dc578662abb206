package io.blindsum.study;

import io.blindsum.messages.MissingSite;
import io.blindsum.messages.PlanMessage;

/** Is told how far the run of a study is; called by one thread. */
public interface RunListener {
  /** Listens to nothing. */
  RunListener NONE = new RunListener() {};

  /** A site tells how far it is with reading its cohort, in a line for people. */
  default void reading(String site, String line) {}

  /** A site has its batches ready. */
  default void planned(PlanMessage plan) {}

  /** A site contributes nothing. */
  default void missing(MissingSite site) {}

  /**
   * More rows of a site are encrypted and added.
   *
   * @param rows how many in all so far
   */
  default void progress(String site, long rows) {}

  /**
   * A batch, a plan or the result is asked for again.
   *
   * @param reason and how many seconds later, if any
   */
  default void repeated(String batch, String reason) {}

  /** Nothing has ended for some seconds; says what is waited for, in a line for people. */
  default void waiting(String line) {}

  /** The run is over; says where the time of its batches went. */
  default void finished(TimeShares shares) {}
}
