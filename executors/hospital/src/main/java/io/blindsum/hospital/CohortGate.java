package io.blindsum.hospital;

import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.PlaintextBatcher.RowObserver;
import io.blindsum.layout.RowBuffer;
import io.blindsum.layout.SlotLayout;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.service.StateFolder;
import io.blindsum.service.StateFolder.Lock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides by who is in a cohort whether the site answers about it: the {@link CellMinimum}, and the
 * difference to what was answered before. Plans, frames, records and dry runs all pass it.
 */
final class CohortGate {
  private final StateFolder state;
  private final boolean keeps;

  private CohortGate(StateFolder state, boolean keeps) {
    this.state = state;
    this.keeps = keeps;
  }

  /** Returns the gate of answers, which remembers what it let through. */
  static CohortGate ofAnswers(StateFolder state) {
    return new CohortGate(state, true);
  }

  /** Returns a gate that decides as that of answers does, and remembers nothing. */
  static CohortGate ofTrials(StateFolder state) {
    return new CohortGate(state, false);
  }

  /**
   * Starts to look at the rows of a question. Questions about one dataset wait for each other.
   *
   * @param batchRows the rows of a batch
   * @param minimum how many patients a part of the answer has to have
   */
  Passage open(
      Dataset dataset,
      PaillierPublicKey key,
      CohortSource source,
      SlotLayout layout,
      int batchRows,
      CellMinimum minimum)
      throws IOException, InterruptedException {
    // a trial leaves nothing behind, not even the file of a lock
    Optional<Lock> lock =
        keeps
            ? Optional.of(state.lock("rows-" + StateFolder.nameOf(dataset.name())))
            : Optional.empty();
    try {
      return new Passage(dataset, key, source, layout, batchRows, minimum, lock);
    } catch (IOException | RuntimeException e) {
      lock.ifPresent(Lock::close);
      throw e;
    }
  }

  /** One question on its way through the gate. */
  final class Passage implements RowObserver, AutoCloseable {
    private final Optional<Lock> lock;
    private final RowNumbers numbers;
    private final CellTally tally;
    private final Dominance sums;
    private final CellMinimum minimum;
    private final Path answered;

    private Passage(
        Dataset dataset,
        PaillierPublicKey key,
        CohortSource source,
        SlotLayout layout,
        int batchRows,
        CellMinimum minimum,
        Optional<Lock> lock)
        throws IOException {
      this.lock = lock;
      this.numbers = RowNumbers.open(state, dataset);
      byte[] secret = SiteSecret.deriveKey(state, new byte[0], "blindsum rows 1", dataset.name());
      try {
        RowIdentity identity = new RowIdentity(source, dataset.id(), secret, numbers);
        this.tally = new CellTally(layout, identity, batchRows);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
      this.sums = new Dominance(layout, batchRows);
      this.minimum = minimum;
      String kind = dataset.id().isEmpty() ? "answered-" : "answered-lines-";
      this.answered = state.file(kind + StateFolder.nameOf(dataset.name(), key.fingerprint()));
    }

    @Override
    public void see(RowBuffer row) {
      tally.see(row);
      if (minimum.limitsDominance()) {
        sums.see(row);
      }
    }

    /** Tells whether no patient has two rows in the question, as far as patients are told apart. */
    boolean isOneRowEach() {
      return tally.isOneRowEach();
    }

    /** Tells whether so many rows are enough to say anything about them. */
    boolean isEnough(long rows) {
      return rows >= minimum.atLeast();
    }

    /**
     * Decides, once every row was seen. What is let through is remembered before this returns.
     *
     * @param leftOut how many rows were left out as bad
     */
    boolean admits(long leftOut) throws IOException {
      boolean admitted = wouldAdmit(leftOut);
      if (admitted && keeps) {
        numbers.save();
        answered().add(tally.answered());
      }
      return admitted;
    }

    /**
     * Decides so, and remembers nothing: of rows that are not answered about for another reason.
     */
    boolean wouldAdmit(long leftOut) throws IOException {
      return minimum.admits(tally, leftOut)
          && minimum.admits(sums)
          && answered().admits(tally.answered());
    }

    private AnsweredCells answered() {
      return new AnsweredCells(answered, tally.rowsOf(minimum.atLeast()));
    }

    @Override
    public void close() {
      lock.ifPresent(Lock::close);
    }
  }
}
