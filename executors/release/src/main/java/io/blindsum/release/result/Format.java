package io.blindsum.release.result;

/** How a number is written. */
public enum Format {
  /** A whole number, in full. */
  WHOLE,
  /** A double: to some digits for people, to the last one for programs. */
  REAL,
  /** An exact decimal, in full. */
  DECIMAL,
  /** A probability of an outcome at least as extreme, of which only the size matters. */
  P
}
