package io.blindsum.paillier.proof;

import static io.blindsum.testing.Vectors.integer;
import static io.blindsum.testing.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The certificates of {@code key_certificate.json}, our own, and everything that is not one. */
class KeyCertificateTest {
  static Stream<ModularArithmetic> backends() {
    return Backends.underTest();
  }

  private static List<BigInteger> sigma(JsonNode vector) {
    List<BigInteger> roots = new ArrayList<>();
    vector.get("sigma").forEach(root -> roots.add(new BigInteger(root.asString())));
    return roots;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void verifiesTheKnownOnesAndRefusesTheTampered(ModularArithmetic arithmetic) {
    for (JsonNode vector : Vectors.entries("key_certificate")) {
      PaillierPublicKey key = PaillierPublicKey.of(integer(vector, "n"));
      KeyCertificate certificate = KeyCertificate.of(sigma(vector), null);
      String expect = text(vector, "expect");
      if (expect.equals("accept")) {
        assertThat(certificate.verify(key, arithmetic)).isEqualTo(KeyForm.UNKNOWN);
      } else {
        refused(certificate, key, arithmetic);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void makesTheKnownOnes(ModularArithmetic arithmetic) {
    for (JsonNode vector : Vectors.entries("key_certificate")) {
      if (text(vector, "expect").equals("accept")) {
        PaillierPrivateKey key = Vectors.privateKey(vector);
        assertThat(NthRootProof.make(key, arithmetic).roots()).isEqualTo(sigma(vector));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void showsTheFormOfAKey(ModularArithmetic arithmetic) {
    for (String name : List.of("blum-1024", "phe-1024-nonblum", "safe-1024", "odd-2073")) {
      PaillierPrivateKey key = Vectors.privateKey(name);
      KeyCertificate certificate = KeyCertificate.make(key, arithmetic);
      PaillierPublicKey publicKey = key.publicKey();
      assertThat(certificate.verify(publicKey, arithmetic))
          .isEqualTo(key.isBlumForm() ? KeyForm.BLUM : KeyForm.UNKNOWN);
      KeyCertificate copy =
          KeyCertificate.of(
              certificate.nthRoots(publicKey), certificate.squareRoots(publicKey).orElse(null));
      assertThat(copy.verify(publicKey, arithmetic))
          .isEqualTo(certificate.verify(publicKey, arithmetic));
      assertThat(KeyCertificate.make(key, arithmetic).nthRoots(publicKey).bytes())
          .isEqualTo(certificate.nthRoots(publicKey).bytes());
    }
  }

  @Test
  void refusesOneAlteredAtAnyPlace() {
    ModularArithmetic arithmetic = Backends.ready().findFirst().orElseThrow();
    Random random = Seeds.random("altered certificate");
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    PaillierPublicKey publicKey = key.publicKey();
    KeyCertificate good = KeyCertificate.make(key, arithmetic);
    for (int i = 0; i < 60; i++) {
      BlockArray nthRoots = good.nthRoots(publicKey);
      BlockArray squareRoots = good.squareRoots(publicKey).orElseThrow();
      BlockArray altered = i % 2 == 0 ? nthRoots : squareRoots;
      int place = random.nextInt(altered.bytes().remaining());
      altered.bytes().put(place, (byte) (altered.bytes().get(place) ^ 1 << random.nextInt(8)));
      refused(KeyCertificate.of(nthRoots, squareRoots), publicKey, arithmetic);
    }
    BlockArray squareRoots = good.squareRoots(publicKey).orElseThrow();
    refused(
        KeyCertificate.of(good.nthRoots(publicKey), squareRoots.slice(1, squareRoots.count())),
        publicKey,
        arithmetic);
  }

  @Test
  void refusesThatOfAnotherKey() {
    ModularArithmetic arithmetic = Backends.ready().findFirst().orElseThrow();
    KeyCertificate blum = KeyCertificate.make(Vectors.privateKey("blum-1024"), arithmetic);
    refused(blum, Vectors.privateKey("safe-1024").publicKey(), arithmetic);
    PaillierPrivateKey notBlum = Vectors.privateKey("phe-1024-nonblum");
    PaillierPublicKey key = Vectors.privateKey("blum-1024").publicKey();
    KeyCertificate claimed =
        KeyCertificate.of(
            NthRootProof.make(notBlum, arithmetic).roots(),
            Stream.generate(() -> BigInteger.TWO).limit(BlumProof.COUNT).toList());
    refused(claimed, notBlum.publicKey(), arithmetic);
    refused(KeyCertificate.of(blum.nthRoots(key).slice(0, 10), null), key, arithmetic);
  }

  /** Where p divides q - 1, a challenge has no root of degree n but for one in p of them. */
  @Test
  void cannotBeMadeForAKeyWithoutUniquePlaintexts() {
    ModularArithmetic arithmetic = Backends.ready().findFirst().orElseThrow();
    Random random = Seeds.random("gcd(n, phi)");
    BigInteger p = BigInteger.probablePrime(256, random);
    BigInteger q = p.shiftLeft(1).add(BigInteger.ONE);
    while (!q.isProbablePrime(100)) {
      q = q.add(p.shiftLeft(1));
    }
    PaillierPublicKey key = PaillierPublicKey.of(p.multiply(q));
    BigInteger n = key.modulus();
    BigInteger order = q.subtract(BigInteger.ONE).divide(p).multiply(p.subtract(BigInteger.ONE));
    BigInteger exponent = n.modInverse(order);
    Challenges challenges = new Challenges("paillier-key-cert-v1", n);
    List<BigInteger> best =
        IntStream.range(0, NthRootProof.COUNT)
            .mapToObj(i -> challenges.unit(i).modPow(exponent, n))
            .toList();
    refused(KeyCertificate.of(best, null), key, arithmetic);
  }

  /** What the soundness of the square roots rests on: the share of challenges with an answer. */
  @Test
  void onlyBlumFormAnswersEveryChallenge() {
    Random random = Seeds.random("classes modulo squares");
    assertThat(answered(random, 3, 3)).isEqualTo(BlumProof.COUNT);
    assertThat(answered(random, 1, 1)).isBetween(20, 108);
    assertThat(answered(random, 3, 3, 1)).isBetween(20, 108);
    assertThat(answered(random, 1, 1, 1)).isBetween(20, 108);
  }

  /** Counts the challenges of which y, -y, wy or -wy is a square, for primes of these residues. */
  private static int answered(Random random, int... residuesModulo4) {
    List<BigInteger> primes = new ArrayList<>();
    for (int residue : residuesModulo4) {
      BigInteger prime = BigInteger.probablePrime(160, random);
      while ((prime.intValue() & 3) != residue) {
        prime = BigInteger.probablePrime(160, random);
      }
      primes.add(prime);
    }
    BigInteger n = primes.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger twist = BlumProof.twist(n);
    Challenges challenges = new Challenges("test", n);
    int answered = 0;
    for (int i = 0; i < BlumProof.COUNT; i++) {
      BigInteger y = challenges.unit(i);
      Stream<BigInteger> classes =
          Stream.of(y, y.negate(), y.multiply(twist), y.multiply(twist).negate());
      answered += classes.anyMatch(a -> primes.stream().allMatch(p -> legendre(a, p) == 1)) ? 1 : 0;
    }
    return answered;
  }

  @Test
  void computesJacobiSymbolsAsEulerDoes() {
    Random random = Seeds.random("jacobi");
    for (int i = 0; i < 20; i++) {
      BigInteger p = BigInteger.probablePrime(64, random);
      BigInteger q = BigInteger.probablePrime(70, random);
      for (int a = 1; a < 40; a++) {
        BigInteger value = BigInteger.valueOf(a);
        assertThat(BlumProof.jacobi(a, p)).isEqualTo(legendre(value, p));
        assertThat(BlumProof.jacobi(a, p.multiply(q)))
            .isEqualTo(legendre(value, p) * legendre(value, q));
      }
    }
    assertThat(BlumProof.jacobi(6, BigInteger.valueOf(9))).isZero();
  }

  private static int legendre(BigInteger a, BigInteger prime) {
    BigInteger power = a.mod(prime).modPow(prime.shiftRight(1), prime);
    return power.equals(BigInteger.ONE) ? 1 : -1;
  }

  private static void refused(
      KeyCertificate certificate, PaillierPublicKey key, ModularArithmetic arithmetic) {
    assertThatThrownBy(() -> certificate.verify(key, arithmetic))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageStartingWith("certificate: ")
        .message()
        .hasLineCount(1)
        .doesNotContainPattern("[0-9]{8}");
  }
}
