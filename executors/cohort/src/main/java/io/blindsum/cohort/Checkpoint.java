package io.blindsum.cohort;

import java.util.Arrays;

/** Where an interrupted run stopped: after so many batches, of which a digest was kept. */
public final class Checkpoint {
  private static final Checkpoint START = new Checkpoint(0, new byte[0]);

  private final int batches;
  private final byte[] digest;

  private Checkpoint(int batches, byte[] digest) {
    this.batches = batches;
    this.digest = digest;
  }

  /** Returns the beginning of a run. */
  public static Checkpoint start() {
    return START;
  }

  /**
   * Returns the end of a batch.
   *
   * @param batches those that are done, at least 1
   * @param digest as {@link CiphertextSink#keep} was given it for the last of them
   */
  public static Checkpoint after(int batches, byte[] digest) {
    return new Checkpoint(batches, digest.clone());
  }

  int batches() {
    return batches;
  }

  /** Refuses other rows than those that were encrypted. */
  void require(byte[] found) {
    if (!Arrays.equals(digest, found)) {
      throw new ChangedCohortException();
    }
  }
}
