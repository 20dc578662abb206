package io.blindsum.study;

import io.blindsum.colony.ColonyClient;
import io.blindsum.messages.MessageSize;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import java.time.Duration;

/** Makes runs that wait for nothing between their attempts, for tests of what comes after. */
public final class HurriedRun {
  private HurriedRun() {}

  public static StudyRun of(
      ColonyClient client,
      StudyRequest spec,
      RunKeys keys,
      RunJournal journal,
      RunListener listener) {
    return of(client, spec, keys, journal, listener, MessageSize.MOST);
  }

  /** Makes a run whose partial results are added by messages of at most so many bytes. */
  public static StudyRun of(
      ColonyClient client,
      StudyRequest spec,
      RunKeys keys,
      RunJournal journal,
      RunListener listener,
      int mostBytes) {
    return new StudyRun(
        client, spec, keys, journal, listener, (cause, failures) -> Duration.ZERO, mostBytes);
  }

  /** Prepares to have a result opened. */
  public static ResultRelease release(
      ColonyClient client,
      ResultRelease.Asker asker,
      TrustedSigners signers,
      RunJournal journal,
      RunListener listener,
      StudyRequest spec) {
    Attempts attempts = new Attempts((cause, failures) -> Duration.ZERO, listener);
    return new ResultRelease(client, asker, signers, journal, attempts, spec);
  }
}
