package io.blindsum.paillier.factoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FactorSearchTest {
  private static final ModularArithmetic ARITHMETIC = Arithmetics.fastest();

  static List<JsonNode> moduli() {
    return Vectors.entries("malformed_public_keys").stream()
        .filter(vector -> Vectors.text(vector, "detectable").equals("by bounded factoring work"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void findsWhatBoundedWorkFinds(JsonNode vector) {
    PaillierPublicKey key = PaillierPublicKey.of(modulus(vector));
    List<Double> progress = Collections.synchronizedList(new ArrayList<>());
    assertThat(FactorSearch.examine(key, ARITHMETIC, progress::add))
        .hasValueSatisfying(
            defect -> assertThat(defect.words()).isEqualTo(Vectors.text(vector, "class")));
    assertThat(progress).startsWith(0.0).endsWith(1.0);
  }

  @Test
  void findsNothingInAGoodKey() {
    for (String name : List.of("blum-1024", "phe-1024-nonblum", "odd-2073")) {
      BigInteger n = Vectors.privateKey(name).publicKey().modulus();
      assertThat(FactorSearch.examine(n, ARITHMETIC, 2, done -> {})).isEmpty();
    }
  }

  @Test
  void findsFactorsOfEachSmallSizeByCurves() {
    Random random = Seeds.random("factors");
    OsRandom curves = OsRandom.open();
    BigInteger large = BigInteger.probablePrime(256, random);
    for (int bits = 22; bits <= 42; bits += 4) {
      BigInteger factor = BigInteger.probablePrime(bits, random);
      BigInteger n = large.multiply(factor);
      BigInteger found = BigInteger.ONE;
      for (int i = 0; i < 200 && found.equals(BigInteger.ONE); i++) {
        found = EllipticCurveMethod.divisor(n, curves);
      }
      assertThat(found).as("%d bits", bits).isEqualTo(factor);
    }
  }

  private static BigInteger modulus(JsonNode vector) {
    byte[] document = Base64.getDecoder().decode(Vectors.text(vector, "paillier-pubkey"));
    return Vectors.integer(new ObjectMapper().readTree(document), "n");
  }
}
