package io.blindsum.blinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.SquareRing;
import io.blindsum.testing.Vectors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableWindowTest {
  private static final int EXPONENT_BITS = 512;
  private static final long ROOM = 1L << 40;
  private static final int ELEMENTS = 64;
  private static final long[] UNDISTURBED = {1, 1, 1, 1, 1, 1, 1};
  private static final long[] DISTURBED = {90, 7, 40, 3, 1, 50, 2};

  /** A window w takes 2^w entries for each of ceil(512 / w) digits; half a second pays for: */
  @ParameterizedTest
  @CsvSource({
    // 250,000 entries: all of the 43 * 2^12
    "2, 12",
    // 25,000: 64 * 2^8, but not 57 * 2^9
    "20, 8",
    // 5,000: 103 * 2^5, but not 86 * 2^6
    "100, 5"
  })
  void takesTheBestOfSeveralMeasurements(long microseconds, int window) {
    assertThat(window(ROOM, microseconds, UNDISTURBED)).isEqualTo(window);
    assertThat(window(ROOM, microseconds, DISTURBED)).isEqualTo(window);
  }

  @Test
  void staysWithinItsMemory() {
    assertThat(window(1, 2, UNDISTURBED)).isEqualTo(4);
  }

  private static int window(long bytes, long microseconds, long... slowness) {
    try (SquareRing ring =
        Arithmetics.fastest().squareRing(Vectors.privateKey("blum-1024").publicKey().modulus())) {
      LongSupplier clock = clock(microseconds * 1_000 * ELEMENTS, slowness);
      return TableWindow.choose(ring, EXPONENT_BITS, bytes, clock);
    }
  }

  /** A clock that is asked before and after each measurement. */
  private static LongSupplier clock(long nanos, long... slowness) {
    AtomicInteger calls = new AtomicInteger();
    return () -> {
      int call = calls.getAndIncrement();
      return call % 2 == 0 ? 0 : nanos * slowness[call / 2];
    };
  }
}
