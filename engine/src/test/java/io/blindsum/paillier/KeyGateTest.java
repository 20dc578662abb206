package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGateTest {
  private final Random random = Seeds.random("KeyGateTest");
  private final KeyGate gate = KeyGate.forInsecureTestKeys();

  @Test
  void admitsAFreshKeyAgainAndAgain() {
    // two primes of 1024 bits may multiply to 2047
    BigInteger n = prime(1025).multiply(prime(1025));
    KeyGate standard = KeyGate.standard();
    assertThat(standard.admit("n", n)).isEqualTo(standard.admit("n", n));
  }

  @Test
  void remembersEveryKeyAndFindsThePrimeTwoShare() {
    BigInteger shared = prime(256);
    gate.admit("n", prime(256).multiply(prime(256)));
    gate.admit("n", shared.multiply(prime(256)));
    gate.admit("n", prime(256).multiply(prime(256)));
    BigInteger second = shared.multiply(prime(256));
    assertThatThrownBy(() -> gate.admit("n", second)).hasMessage("n: shared prime");
    assertThat(KeyGate.forInsecureTestKeys().examine(second)).isEmpty();
  }

  @Test
  void doesNotRememberWhatItOnlyExamined() {
    BigInteger shared = prime(256);
    assertThat(gate.examine(shared.multiply(prime(256)))).isEmpty();
    assertThat(gate.examine(shared.multiply(prime(256)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 9, 11, 15})
  void knowsPowers(int degree) {
    BigInteger power = prime(1100 / degree).pow(degree);
    assertThat(gate.examine(power)).contains(KeyDefect.PERFECT_POWER);
    assertThat(ModulusTests.isPerfectPower(power.add(BigInteger.TWO))).isFalse();
  }

  @Test
  void takesTenThousandStepsOfFermatsMethodAndNoMore() {
    // (a - b)(a + b) with a = root + steps needs that many steps
    assertThat(ModulusTests.hasClosePrimes(productAtStep(1))).isTrue();
    assertThat(ModulusTests.hasClosePrimes(productAtStep(9_999))).isTrue();
    assertThat(ModulusTests.hasClosePrimes(productAtStep(20_000))).isFalse();
  }

  @Test
  void findsTheLastSmallPrimeAndNotTheNext() {
    BigInteger bound = BigInteger.valueOf(ModulusTests.SMALL_PRIME_BOUND);
    BigInteger last = BigInteger.valueOf(1_048_573);
    assertThat(last.nextProbablePrime()).isGreaterThan(bound);
    assertThat(ModulusTests.hasSmallFactor(last.multiply(prime(512)))).isTrue();
    assertThat(ModulusTests.hasSmallFactor(bound.nextProbablePrime().multiply(prime(512))))
        .isFalse();
  }

  @Test
  void keepsThePublishedKeysOutUnlessOnlyLookedAt() {
    BigInteger n = Vectors.privateKey("blum-3072").publicKey().modulus();
    assertThatThrownBy(() -> KeyGate.standard().admit("n", n)).hasMessage("n: published key");
    assertThat(KeyGate.forInspection().admit("n", n).modulusBits()).isEqualTo(3072);
    assertThat(
            KeyGate.forInspection().examine(Vectors.privateKey("blum-1024").publicKey().modulus()))
        .contains(KeyDefect.TOO_SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-35", "0"})
  void refusesWhatIsNotPositive(String n) {
    assertThat(gate.examine(new BigInteger(n))).contains(KeyDefect.NOT_POSITIVE);
  }

  /** Returns an odd number that Fermat's method factors at the given step. */
  private BigInteger productAtStep(int step) {
    // a^2 - b^2 with b^2 near 2 a steps: floor(sqrt(a^2 - b^2)) is then a - steps
    BigInteger a = BigInteger.ONE.shiftLeft(600).add(prime(100));
    BigInteger b = a.shiftLeft(1).multiply(BigInteger.valueOf(step)).sqrt();
    BigInteger parity = a.testBit(0) == b.testBit(0) ? BigInteger.ONE : BigInteger.ZERO;
    BigInteger odd = b.subtract(parity);
    return a.subtract(odd).multiply(a.add(odd));
  }

  private BigInteger prime(int bits) {
    return BigInteger.probablePrime(bits, random);
  }
}
