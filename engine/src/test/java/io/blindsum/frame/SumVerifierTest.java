package io.blindsum.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A cloud that lies within the format: every digest of its result is right. */
class SumVerifierTest {
  private final byte[] r1 =
      Frames.write(Frames.header().build(), Frames.encrypt(1, 2), Frames.encrypt(3));
  private final byte[] r2 = Frames.write(Frames.header().site("r2").build(), Frames.encrypt(40));
  private final byte[] r3 = Frames.write(Frames.header().site("r3").build(), Frames.encrypt(500));
  private final FrameSumResult honest = Frames.sum(r1, r2);

  @Test
  void acceptsTheSumOfItsFramesInAnyOrder() {
    assertThat(Frames.decrypt(honest)).containsExactly(46L);
    verify(Frames.write(honest), true, r1, r2);
    verify(Frames.write(honest), false, r2, r1);
  }

  @Test
  void refusesFramesThatAreNotThoseOfTheResult() {
    byte[] result = Frames.write(honest);
    for (boolean full : new boolean[] {true, false}) {
      refused(result, full, "r2", r1);
      refused(result, full, "another one or a copy", r1, r2, r3);
      refused(result, full, "another one or a copy", r1, r2, r2);
    }
    refused(r1, true, "kind");
  }

  @Test
  @Requirement(id = "R13", figure = "lying cloud, without signatures: 0 of 7 x 100 accepted")
  void acceptsNoneOfSevenHundredLies() {
    Random random = Seeds.random("SumVerifierTest");
    int accepted = 0;
    for (int i = 0; i < 100; i++) {
      for (BigInteger lie : lies(random)) {
        accepted += accepts(forge(lie)) ? 1 : 0;
      }
    }
    assertThat(accepted).isZero();
  }

  /** Returns totals that are not those of r1 and r2. */
  private List<BigInteger> lies(Random random) {
    BigInteger modulus = Frames.KEY.publicKey().modulusSquared();
    BigInteger total = honest.totals().get(0).value();
    BigInteger dropped = Frames.sum(r1).totals().get(0).value();
    BigInteger five = Frames.encrypt(5).get(0);
    BigInteger multipleOfN =
        Frames.KEY.publicKey().modulus().multiply(BigInteger.valueOf(1 + random.nextInt(1000)));
    return List.of(
        dropped,
        dropped.multiply(total).mod(modulus),
        total.multiply(five).mod(modulus),
        Frames.encrypt(random.nextInt(50)).get(0),
        Frames.sum(r3).totals().get(0).value(),
        multipleOfN,
        BigInteger.ZERO);
  }

  /** Puts a total under the honest manifest, with every digest right. */
  private byte[] forge(BigInteger total) {
    return Frames.write(
        honest.header().build(),
        BlockArray.of(Frames.KEY.publicKey().ciphertextBytes(), total),
        honest.manifest().rows());
  }

  private boolean accepts(byte[] result) {
    try {
      verify(result, true, r1, r2);
      return true;
    } catch (FrameException e) {
      assertThat(e.getMessage()).hasLineCount(1);
      return false;
    }
  }

  private static void refused(byte[] result, boolean full, String part, byte[]... frames) {
    assertThatThrownBy(() -> verify(result, full, frames))
        .isInstanceOf(FrameMismatchException.class)
        .hasMessageContaining(part);
  }

  private static void verify(byte[] result, boolean full, byte[]... frames) {
    try (SumVerifier verifier =
        SumVerifier.of(
            FrameReader.open(Frames.channel(result), "total"), full, Arithmetics.fastest())) {
      for (byte[] frame : frames) {
        verifier.add(FrameReader.open(Frames.channel(frame), "frame"), FrameProgress.NONE);
      }
      verifier.finish();
    }
  }

  @Test
  void readsEveryByteOfTheFramesEvenWhenItDoesNotAdd() {
    byte[] damaged = r1.clone();
    damaged[damaged.length - 200] ^= 1;
    assertThatThrownBy(() -> verify(Frames.write(honest), false, damaged, r2))
        .isInstanceOf(CorruptFrameException.class);
  }
}
