package io.blindsum.arith;

import java.util.function.Consumer;

/** Random sources whose bytes a test writes. */
public final class OsRandoms {
  private OsRandoms() {}

  /** Returns a source that has each array of bytes filled by the test. */
  public static OsRandom of(Consumer<byte[]> source) {
    return new OsRandom(source);
  }
}
