package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkKeyFormatTest {
  @ParameterizedTest
  @ValueSource(strings = {"phe", "javallier"})
  void readsTheKeysOfOtherPrograms(String program) throws IOException {
    StoredPrivateKey privateFile = readPrivate(resource(program + "-private.jwk"));
    StoredPublicKey publicFile = readPublic(resource(program + "-public.jwk"));
    assertThat(privateFile.format()).isEqualTo(KeyFormat.JWK);
    assertThat(publicFile.format()).isEqualTo(KeyFormat.JWK);
    assertThat(privateFile.key().publicKey()).isEqualTo(publicFile.key());
    assertThat(publicFile.key().modulusBits()).isEqualTo(2048);
    assertThat(KeyGate.isPublished(publicFile.key())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"phe-2048-nonblum", "blum-3072", "odd-2073", "safe-1024"})
  void writesKeysThatReadTheSame(String name) {
    PaillierPrivateKey key = Vectors.privateKey(name);
    assertThat(readPrivate(JwkKeyFormat.write(key)).key()).isEqualTo(key);
    assertThat(readPublic(JwkKeyFormat.write(key.publicKey())).key()).isEqualTo(key.publicKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"phe-2048-nonblum", "blum-2048", "odd-2073", "safe-1024"})
  void findsThePrimesFromEitherTotient(String name) {
    PaillierPrivateKey key = Vectors.privateKey(name);
    BigInteger n = key.publicKey().modulus();
    BigInteger p = key.p().subtract(BigInteger.ONE);
    BigInteger q = key.q().subtract(BigInteger.ONE);
    BigInteger phi = p.multiply(q);
    assertThat(TotientFactoring.factor(n, phi).p()).isEqualTo(key.p());
    assertThat(TotientFactoring.factor(n, phi.divide(p.gcd(q))).q()).isEqualTo(key.q());
    assertThatThrownBy(() -> TotientFactoring.factor(n, phi.subtract(BigInteger.TWO)))
        .hasMessage("lambda does not belong to n");
  }

  @Test
  void writesNumbersThatASignedReaderTakesForPositive() {
    PaillierPublicKey key = Vectors.privateKey("blum-2048").publicKey();
    // javallier reads the bytes as a signed number: A opens with six zero bits
    assertThat(JwkKeyFormat.write(key)).contains("\"n\" : \"A");
  }

  @Test
  void refusesAPrivateKeyWithAnotherPublicHalf() throws IOException {
    String wrong =
        resource("phe-private.jwk").replaceAll("\"n\": \"g", "\"n\": \"h").replace("\n", "");
    assertThatThrownBy(() -> readPrivate(wrong))
        .isInstanceOf(KeyFileException.class)
        .hasMessage("test: key.pub: not the public half of this private key");
  }

  @Test
  void refusesAPrivateKeyForAPublicOne() throws IOException {
    String text = resource("phe-private.jwk");
    assertThatThrownBy(() -> readPublic(text))
        .hasMessage("test: key: a private key where a public one is expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"n\": \"35\"}",
        "{\"kty\": \"RSA\", \"alg\": \"PAI-GN1\", \"n\": \"AQ\"}",
        "{\"kty\": \"DAJ\", \"alg\": \"PAI-GN2\", \"n\": \"AQ\"}",
        "{\"kty\": \"DAJ\", \"alg\": \"PAI-GN1\", \"n\": \"\"}",
        "{\"kty\": \"DAJ\", \"alg\": \"PAI-GN1\", \"n\": \"A%\"}",
        "{\"kty\": \"DAJ\", \"alg\": \"PAI-GN1\", \"n\": 35}",
        "{\"kty\": \"DAJ\", \"alg\": \"PAI-GN1\", \"n\": \"AQ\", \"hs\": \"AQ\"}",
        "{\"kty\": \"DAJ\", \"kty\": \"DAJ\", \"alg\": \"PAI-GN1\", \"n\": \"AQ\"}",
        "{\"kty\": \"DAJ\", \"alg\": \"PAI-GN1\", \"n\": \"AQ\"} {}"
      })
  void refusesWhatIsNotAKey(String text) {
    assertThatThrownBy(() -> readPublic(text)).isInstanceOf(KeyFileException.class);
    assertThatThrownBy(() -> readPrivate(text)).isInstanceOf(KeyFileException.class);
  }

  private static StoredPublicKey readPublic(String text) {
    return KeyFiles.parsePublic("test", text, KeyGate.forInsecureTestKeys());
  }

  private static StoredPrivateKey readPrivate(String text) {
    return KeyFiles.parsePrivate("test", text, JwkKeyFormatTest::neverAsked);
  }

  private static char[] neverAsked() {
    throw new AssertionError("no passphrase is needed");
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = JwkKeyFormatTest.class.getResourceAsStream("/keys/" + name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
