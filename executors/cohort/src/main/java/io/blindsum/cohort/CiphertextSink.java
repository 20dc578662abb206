package io.blindsum.cohort;

import io.blindsum.arith.BlockArray;
import java.io.IOException;

/** Takes the encrypted batches of a cohort, in order. */
@FunctionalInterface
public interface CiphertextSink {

  /**
   * Keeps what tells whether a resumed run reads the same rows; called before the batch is
   * appended.
   *
   * @param digest over every batch so far and the one that follows
   */
  default void keep(byte[] digest) throws IOException {}

  /**
   * Takes one batch; its memory is used again after the call.
   *
   * @param rows rows encrypted in it, at least 1
   * @param rejected rows left out between the end of the last batch and the end of this one
   * @param ciphertexts those of position 0 of all records, then those of position 1, and so on
   */
  void append(long rows, long rejected, BlockArray ciphertexts) throws IOException;

  /** Hears of all rows that were read, after the last batch. */
  default void end(RowsDigest rows) {}
}
