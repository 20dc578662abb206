package io.blindsum.hospital;

import io.blindsum.arith.BlockArray;
import io.blindsum.cohort.PlaintextBatcher;
import io.blindsum.cohort.PlaintextBatcher.Batch;
import io.blindsum.encoding.EncodingOverflowException;
import io.blindsum.hospital.CohortGate.Passage;
import io.blindsum.messages.JobException;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a whole cohort, whatever is wrong with it, before anything is said about it: that it is too
 * small comes before all else, and sounds alike however small it is.
 */
final class CohortReading {
  private final PlaintextBatcher batcher;
  private final Passage passage;
  private boolean overflows;
  private Optional<DataException> bad = Optional.empty();

  /**
   * Starts to read.
   *
   * @param batcher which shows each row to the passage's tally
   */
  CohortReading(PlaintextBatcher batcher, Passage passage) {
    this.batcher = batcher;
    this.passage = passage;
  }

  /**
   * Reads the next batch; an empty one has no row.
   *
   * @throws DataException if the rows cannot be read
   */
  Batch next() {
    try {
      return batcher.next();
    } catch (EncodingOverflowException e) {
      overflows = true;
      drain();
    } catch (DataException e) {
      take(e);
    }
    return new Batch(0, 0, BlockArray.allocate(0, 1), true);
  }

  private void drain() {
    try {
      batcher.drain();
    } catch (DataException e) {
      take(e);
    }
  }

  private void take(DataException e) {
    if (batcher.report().rejection().isEmpty()) {
      throw e;
    }
    // a bad value: the rest of the rows was counted
    bad = Optional.of(e);
  }

  /**
   * Returns how many rows were left out by now, as the answer says it: those that have no group are
   * among them unless they are too few to be counted.
   */
  long leftOut() {
    long ungrouped = batcher.report().ungroupedRows();
    return badRows() + (passage.isEnough(ungrouped) ? ungrouped : 0);
  }

  private long badRows() {
    return batcher.report().droppedRows() - batcher.report().ungroupedRows();
  }

  /**
   * Tells whether the cohort, or what is not bad of it, may be answered about, once all of it was
   * read.
   */
  boolean isAdmitted() throws IOException {
    return bad.isPresent() ? passage.wouldAdmit(badRows()) : passage.admits(badRows());
  }

  /**
   * Refuses a cohort that has bad values, or does not fit into the layout.
   *
   * @throws DataException if it has bad values
   * @throws JobException if it does not fit
   */
  void requireSound() {
    if (bad.isPresent()) {
      throw bad.get();
    }
    if (overflows) {
      throw new JobException("max_rows: the cohort has more");
    }
  }

  /** Overwrites every plaintext that was read. */
  void wipe() {
    batcher.wipe();
  }
}
