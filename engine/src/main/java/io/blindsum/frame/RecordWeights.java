package io.blindsum.frame;

/** The public integer weights of a weighted sum, one a record, in the order of the records. */
@FunctionalInterface
public interface RecordWeights {

  /**
   * Returns the next record's weight, or throws what says that there is none; the sum lets that
   * exception through.
   */
  long next();
}
