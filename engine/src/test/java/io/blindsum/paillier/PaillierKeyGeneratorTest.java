package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaillierKeyGeneratorTest {
  static Stream<ModularArithmetic> backends() {
    return Backends.underTest();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void makesKeysOfBlumForm(ModularArithmetic arithmetic) {
    for (int bits : List.of(256, 512, 1026, 2048)) {
      PaillierParameters parameters =
          PaillierParameters.builder().modulusBits(bits).insecureTestKey(true).build();
      PaillierPrivateKey key = PaillierKeyGenerator.of(parameters, arithmetic).generate();
      assertThat(key.publicKey().modulusBits()).isEqualTo(bits);
      assertThat(key.isBlumForm()).isTrue();
      assertThat(key.p().bitLength()).isEqualTo(key.q().bitLength());
      assertThat(key.p().subtract(key.q()).abs().bitLength()).isGreaterThan(bits / 2 - 100);
      assertThat(key.p().isProbablePrime(100) && key.q().isProbablePrime(100)).isTrue();
    }
  }

  @Test
  void holdsTheFloor() {
    assertThat(PaillierParameters.builder().build().modulusBits()).isEqualTo(3072);
    for (int bits : List.of(2046, 1024, 2049, 8194)) {
      assertThatThrownBy(() -> PaillierParameters.builder().modulusBits(bits).build())
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining(bits + " bits");
    }
  }

  @Test
  void refusesPrivateKeysThatCannotDecrypt() {
    BigInteger p = Vectors.privateKey("blum-1024").p();
    BigInteger q = Vectors.privateKey("blum-1024").q();
    assertRefused(p, p, "equals");
    assertRefused(p, q.add(BigInteger.TWO), "not prime");
    assertRefused(BigInteger.ZERO, q, "usable size");
    assertRefused(p.negate(), q.negate(), "usable size");
    // q = 2 k p + 1 makes p a factor of (p-1)(q-1)
    BigInteger related = p.shiftLeft(1).add(BigInteger.ONE);
    while (!related.isProbablePrime(50)) {
      related = related.add(p.shiftLeft(1));
    }
    assertRefused(p, related, "shares a factor");
  }

  private static void assertRefused(BigInteger p, BigInteger q, String reason) {
    assertThatThrownBy(() -> PaillierPrivateKey.of(p, q))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(reason)
        .message()
        .doesNotContainPattern("[0-9]{5}");
  }
}
