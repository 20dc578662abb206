package io.blindsum.frame;

import java.util.OptionalLong;

/** Hears how far the sum over one frame has come. */
@FunctionalInterface
public interface FrameProgress {
  /** Hears nothing. */
  FrameProgress NONE = (done, total) -> {};

  /**
   * Is told after each batch, in the thread that sums.
   *
   * @param done the ciphertexts of the frame summed so far
   * @param total the ciphertexts it has; empty when it comes through a pipe
   */
  void summed(long done, OptionalLong total);
}
