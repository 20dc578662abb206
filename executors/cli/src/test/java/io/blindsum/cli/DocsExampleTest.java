package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.Blindings;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.reduce.CiphertextReducer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The example of docs/start.md, line by line; {@link DocsCommandsTest} compares them. */
class DocsExampleTest {
  @Test
  void addsUp() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      example();
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("sum 60");
  }

  private static void example() {
    ModularArithmetic arithmetic = Arithmetics.fastest();
    PaillierPrivateKey key =
        PaillierKeyGenerator.of(PaillierParameters.builder().build(), arithmetic).generate();
    PaillierPublicKey pub = key.publicKey();

    CiphertextBatch records;
    try (Encryptor encryptor = Encryptor.of(pub, arithmetic, Blindings.forKey(pub, arithmetic))) {
      records =
          encryptor.encrypt(
              BlockArray.of(pub.plaintextBytes(), BigInteger.valueOf(5), BigInteger.valueOf(55)));
    }
    Ciphertext total;
    try (CiphertextReducer reducer = CiphertextReducer.of(pub, arithmetic)) {
      total = reducer.sum(records);
    }
    try (Decryptor decryptor = Decryptor.of(key, arithmetic)) {
      System.out.println("sum " + decryptor.decrypt(total));
    }
  }
}
