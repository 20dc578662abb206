package io.blindsum.blinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.SquareRing;
import io.blindsum.blinding.TableWindow.Limit;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableWindowTest {
  private static final int EXPONENT_BITS = 1024;
  private static final long ROOM = 1L << 40;

  /** So small that the widest table fits into Java's memory. */
  private static final BigInteger N = BigInteger.ONE.shiftLeft(127).setBit(0);

  /**
   * Computed by hand: window w takes ceil(1024 / w) steps a value, and four for each of the 2^w
   * entries of each of these digits.
   */
  @ParameterizedTest
  @CsvSource({
    // 256 (4 16 + 1) = 16,640 steps; window 5 takes 205 (4 32 + 1) = 26,445
    "1, 4, VALUES",
    // 147 (512 + 1000) = 222,264; 6 takes 171 (256 + 1000) = 214,776, 5 takes 231,240
    "1000, 6, VALUES",
    // 94 (8192 + 50,000) = 5,470,048; 10 takes 103 54,096 = 5,571,888, 12 takes 86 66,384
    "50000, 11, VALUES",
    // 69 (131,072 + 1,111,112) = 85,710,696; 14 takes 87,071,952, 16 takes 87,888,384
    "1111112, 15, VALUES",
    "100000000, 16, WIDEST",
  })
  void takesTheFewestStepsInAll(long values, int window, Limit limit) {
    TableWindow chosen = choose(ROOM, values);
    assertThat(chosen.bits()).isEqualTo(window);
    assertThat(chosen.limit()).isEqualTo(limit);
  }

  @Test
  void staysWithinItsMemory() {
    try (SquareRing ring = Arithmetics.fastest().squareRing(N)) {
      for (int bits = 5; bits < 10; bits++) {
        long bytes = ring.fixedBaseBytes(EXPONENT_BITS, bits);
        assertThat(choose(bytes, 1_000_000)).isEqualTo(new TableWindow(bits, bytes, Limit.MEMORY));
        assertThat(choose(bytes - 1, 1_000_000).bits()).isEqualTo(bits - 1);
      }
    }
    assertThat(choose(0, 1_000_000).bits()).isEqualTo(4);
    assertThat(choose(0, 1).limit()).isEqualTo(Limit.VALUES);
  }

  private static TableWindow choose(long bytes, long values) {
    try (SquareRing ring = Arithmetics.fastest().squareRing(N)) {
      return TableWindow.choose(ring, EXPONENT_BITS, new TableBudget(bytes, values));
    }
  }
}
