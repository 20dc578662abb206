package io.blindsum.protection;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedSumTest {
  @ParameterizedTest
  @ValueSource(ints = {64, 65, 127, 128, 1017, 1024, 2047, 2048, 2073, 3072})
  void agreesWithNumbersOfAnySize(int bits) {
    Random random = Seeds.random("MaskedSumTest");
    for (int i = 0; i < 200; i++) {
      BigInteger n = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
      int bytes = (bits + 8 + 31) / 32 * 4;
      MaskedSum sum = new MaskedSum(n, bytes);
      BigInteger limit = n.shiftLeft(8);
      for (BigInteger v : List.of(BigInteger.ZERO, below(n, random), n.subtract(BigInteger.ONE))) {
        BigInteger multiple = n.multiply(BigInteger.valueOf(random.nextInt(256)));
        // differences at and beside a multiple of n are where an estimate rounds over it
        for (BigInteger a : List.of(below(limit, random), multiple.subtract(v).max(v), multiple)) {
          for (BigInteger b : List.of(below(limit, random), BigInteger.ZERO, BigInteger.ONE)) {
            check(sum, n, bytes, v, a.mod(limit), b);
          }
        }
      }
    }
  }

  private static void check(
      MaskedSum sum, BigInteger n, int bytes, BigInteger v, BigInteger a, BigInteger b) {
    byte[] masks = new byte[2 * bytes];
    for (int i = 0; i < bytes; i++) {
      masks[i] = a.shiftRight(8 * i).byteValue();
      masks[bytes + i] = b.shiftRight(8 * i).byteValue();
    }
    byte[] value = bigEndian(v, bytes);
    sum.add(value, masks, 0, bytes);
    assertThat(new BigInteger(1, value)).isEqualTo(v.add(a).subtract(b).mod(n));
    value = bigEndian(v, bytes);
    sum.add(value, masks, bytes, 0);
    assertThat(new BigInteger(1, value)).isEqualTo(v.add(b).subtract(a).mod(n));
  }

  private static BigInteger below(BigInteger bound, Random random) {
    return new BigInteger(bound.bitLength() + 64, random).mod(bound);
  }

  private static byte[] bigEndian(BigInteger value, int bytes) {
    byte[] magnitude = value.toByteArray();
    byte[] padded = new byte[bytes];
    int length = Math.min(bytes, magnitude.length);
    System.arraycopy(magnitude, magnitude.length - length, padded, bytes - length, length);
    return padded;
  }
}
