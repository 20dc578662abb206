package io.blindsum.arith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BlockArrayTest {
  private static final BigInteger FULL = BigInteger.ONE.shiftLeft(24).subtract(BigInteger.ONE);

  @Test
  void keepsBigEndianBlocksSideBySide() {
    BlockArray blocks = BlockArray.of(3, BigInteger.ONE, FULL, BigInteger.ZERO);
    byte[] bytes = new byte[9];
    blocks.bytes().get(bytes);
    assertThat(bytes).containsExactly(0, 0, 1, -1, -1, -1, 0, 0, 0);
    assertThat(blocks.get(1)).isEqualTo(FULL);
  }

  @Test
  void overwritesAWideValueWithANarrowOne() {
    BlockArray blocks = BlockArray.of(3, FULL);
    blocks.set(0, BigInteger.TWO);
    assertThat(blocks.get(0)).isEqualTo(2);
  }

  @Test
  void slicesShareTheMemory() {
    BlockArray blocks = BlockArray.allocate(5, 3);
    blocks.slice(2, 4).set(1, FULL);
    assertThat(blocks.get(3)).isEqualTo(FULL);
    blocks.slice(3, 4).wipe();
    assertThat(blocks.get(3)).isZero();
  }

  @Test
  void refusesWhatDoesNotFit() {
    BlockArray blocks = BlockArray.allocate(2, 3);
    assertThatThrownBy(() -> blocks.set(0, FULL.add(BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("25 bits")
        .hasMessageContaining("3 bytes");
    assertThatThrownBy(() -> blocks.set(0, BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> blocks.set(2, BigInteger.ONE))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> BlockArray.over(ByteBuffer.allocate(10), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 bytes");
    assertThatThrownBy(() -> BlockArray.allocate(1 << 20, 1 << 20))
        .isInstanceOf(ArithmeticException.class);
  }
}
