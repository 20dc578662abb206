package io.blindsum.paillier.factoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The remainder of {@link BigInteger#mod}, at every size that is allowed. */
class BarrettModulusTest {
  private static final BigInteger TWO_TO_32 = BigInteger.ONE.shiftLeft(32);

  @Test
  void isTheRemainder() {
    Random random = Seeds.random("remainders");
    for (int bits : new int[] {2, 3, 31, 32, 64, 65, 255, 2048}) {
      for (int i = 0; i < 200; i++) {
        BigInteger n = new BigInteger(bits, random).setBit(bits - 1);
        isTheRemainder(n, random);
      }
      isTheRemainder(BigInteger.ONE.shiftLeft(bits - 1), random);
      isTheRemainder(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE), random);
    }
  }

  private static void isTheRemainder(BigInteger n, Random random) {
    BarrettModulus modulus = new BarrettModulus(n);
    BigInteger square = n.multiply(n);
    BigInteger limit = square.multiply(TWO_TO_32);
    for (BigInteger x :
        List.of(
            BigInteger.ZERO,
            n.subtract(BigInteger.ONE),
            n,
            square.subtract(BigInteger.ONE),
            limit.subtract(BigInteger.ONE),
            new BigInteger(limit.bitLength(), random).mod(limit))) {
      assertThat(modulus.reduce(x)).as("%s mod %s", x, n).isEqualTo(x.mod(n));
      assertThat(modulus.reduce(x.negate())).isEqualTo(x.negate().mod(n));
      assertThat(modulus.multiply(x, BigInteger.ONE)).isEqualTo(x.mod(n));
    }
  }
}
