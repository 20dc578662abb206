package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What decrypts to the factors of n is not decrypted. */
class DecryptorGateTest {
  @Test
  @Requirement(id = "R9", figure = "0 and 10,000 random multiples of n: all refused, one text")
  void refusesZeroAndEveryMultipleOfN() {
    Random random = Seeds.random("DecryptorGateTest");
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    PaillierPublicKey publicKey = key.publicKey();
    BigInteger n = publicKey.modulus();
    Set<String> texts = new TreeSet<>();
    int refused = 0;
    try (Decryptor decryptor = Decryptor.of(key, Arithmetics.fastest())) {
      for (int i = 0; i <= 10_000; i++) {
        BigInteger k = new BigInteger(n.bitLength() + 64, random).mod(n);
        try {
          decryptor.decrypt(new Ciphertext(publicKey, i == 0 ? BigInteger.ZERO : k.multiply(n)));
        } catch (InvalidCiphertextException e) {
          refused++;
          texts.add(String.valueOf(e.getMessage()));
        }
      }
    }
    assertThat(refused).isEqualTo(10_001);
    assertThat(texts).containsExactly("ciphertext 0 is not a unit modulo n^2");
  }
}
