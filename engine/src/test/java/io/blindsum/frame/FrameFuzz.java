package io.blindsum.frame;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.arith.Arithmetics;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import java.util.List;

/** Frames and results of any bytes, as they are and with their digests made right. */
public class FrameFuzz {
  @FuzzTest
  @Requirement(id = "R31", figure = "frames and results of any bytes: read or refused in one line")
  public void reads(byte[] input) {
    Refusals.parse(() -> Frames.read(input), FrameException.class);
    Refusals.parse(() -> Frames.read(SealedFrame.of(input)), FrameException.class);
  }

  @FuzzTest
  public void sums(byte[] input) {
    Refusals.parse(() -> sum(SealedFrame.of(input)), FrameException.class);
  }

  private static List<String> sum(byte[] frame) {
    try (FrameSum sum = FrameSum.of(Arithmetics.fastest())) {
      sum.add(FrameReader.open(Frames.channel(frame), "memory"), FrameProgress.NONE);
      return List.of(sum.result().header().build().layout());
    }
  }
}
