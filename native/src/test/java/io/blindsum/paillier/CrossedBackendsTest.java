package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.reduce.CiphertextReducer;
import io.blindsum.testing.Backends;
import io.blindsum.testing.Seeds;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one backend encrypts with fresh blinding, each backend adds to the same and decrypts. */
class CrossedBackendsTest {
  private static final int COUNT = 13;
  private final List<ModularArithmetic> backends = Backends.ready().toList();

  @ParameterizedTest
  @ValueSource(strings = {"blum-1024", "phe-1024-nonblum", "odd-2073"})
  void understandEachOther(String name) {
    PaillierPrivateKey key = Vectors.privateKey(name);
    PaillierPublicKey publicKey = key.publicKey();
    BigInteger n = publicKey.modulus();
    Random random = Seeds.random("crossed " + name);
    for (ModularArithmetic writer : backends) {
      for (EncryptionKey encryptionKey : List.of(key, publicKey)) {
        BlockArray plaintexts = BlockArray.allocate(COUNT, publicKey.plaintextBytes());
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < COUNT; i++) {
          BigInteger m = new BigInteger(n.bitLength() + 64, random).mod(n);
          plaintexts.set(i, m);
          total = total.add(m);
        }
        CiphertextBatch batch = encrypt(encryptionKey, writer, plaintexts);
        for (ModularArithmetic reader : backends) {
          try (Decryptor decryptor = Decryptor.of(key, reader);
              CiphertextReducer reducer = CiphertextReducer.of(publicKey, reader)) {
            assertThat(decryptor.decrypt(batch).bytes())
                .as("%s to %s", writer.name(), reader.name())
                .isEqualTo(plaintexts.bytes());
            assertThat(decryptor.decrypt(reducer.sum(batch))).isEqualTo(total.mod(n));
          }
        }
      }
    }
  }

  private static CiphertextBatch encrypt(
      EncryptionKey key, ModularArithmetic arithmetic, BlockArray plaintexts) {
    try (Encryptor encryptor = Encryptor.of(key, arithmetic, Blindings.forKey(key, arithmetic))) {
      return encryptor.encrypt(plaintexts);
    }
  }
}
