package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.paillier.Ciphertext;
import io.blindsum.paillier.CiphertextText;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs the hospital of the ColonyOS example on the embedded colony, with a published key. */
class SeedHospitalTest {
  private static final String TYPE = "r1-hospital_executor";
  private static final String KEY = "phe-3072-nonblum";

  private Colony colony;

  @BeforeEach
  void start() throws IOException {
    colony = Colony.start();
  }

  @AfterEach
  void stop() throws IOException {
    colony.close();
  }

  @Test
  void answersInTheExamplesForm() throws Exception {
    JsonNode key = publishedKey();
    assertThat(answers(key, 55, 3)).containsOnly(BigInteger.valueOf(55));
    BigInteger n = Vectors.privateKey(KEY).publicKey().modulus();
    assertThat(answers(key, -7, 1)).containsOnly(n.subtract(BigInteger.valueOf(7)));
  }

  @Test
  void failsWithOneLineAndServesTheNextJob() throws Exception {
    String key = Vectors.text(publishedKey(), "seed_public_key_b64");
    try (SeedHospital hospital = hospital(1);
        ExecutorLoop loop = start(hospital)) {
      assertThat(fails(Map.of())).isEqualTo("missing argument paillier-pubkey");
      assertThat(fails(Map.of("paillier-pubkey", 5)))
          .isEqualTo("argument paillier-pubkey is no string");
      assertThat(fails(Map.of("paillier-pubkey", "%%%")))
          .isEqualTo("paillier-pubkey: not canonical base64 in one piece");
      assertThat(fails(Map.of("paillier-pubkey", key, "sql", "select 1")))
          .isEqualTo("sql: unknown argument");
      Process next = colony.run(TYPE, "get_patient_data", Map.of("paillier-pubkey", key));
      assertThat(next.state()).isEqualTo(ProcessState.SUCCESS);
      assertThat(loop.executorName()).isPresent();
    }
  }

  private Set<BigInteger> answers(JsonNode key, long value, int times) throws Exception {
    PaillierPrivateKey privateKey = Vectors.privateKey(Vectors.text(key, "name"));
    Set<BigInteger> plaintexts = new HashSet<>();
    Set<String> texts = new HashSet<>();
    try (SeedHospital hospital = hospital(value);
        ExecutorLoop loop = start(hospital);
        Decryptor decryptor = Decryptor.of(privateKey, Arithmetics.fastest())) {
      assertThat(loop.awaitRegistered(Colony.PATIENCE)).isTrue();
      for (int i = 0; i < times; i++) {
        Process process =
            colony.run(
                TYPE,
                "get_patient_data",
                Map.of("paillier-pubkey", Vectors.text(key, "seed_public_key_b64")));
        assertThat(process.errors()).isEmpty();
        assertThat(process.out()).hasSize(1);
        texts.add(process.out().get(0));
        Ciphertext ciphertext =
            CiphertextText.parseBase64(privateKey.publicKey(), process.out().get(0));
        plaintexts.add(decryptor.decrypt(ciphertext));
      }
    }
    assertThat(texts).hasSize(times);
    return plaintexts;
  }

  private String fails(Map<String, Object> kwargs) throws InterruptedException {
    Process process = colony.run(TYPE, "get_patient_data", kwargs);
    assertThat(process.state()).isEqualTo(ProcessState.FAILED);
    assertThat(process.errors()).hasSize(1);
    return process.errors().get(0);
  }

  private static SeedHospital hospital(long value) {
    return new SeedHospital(BigInteger.valueOf(value), Arithmetics.fastest());
  }

  private ExecutorLoop start(SeedHospital hospital) {
    return ExecutorLoop.builder(colony.executorConfig(TYPE))
        .function(SeedHospital.GET_PATIENT_DATA, hospital.handler())
        .start();
  }

  private static JsonNode publishedKey() {
    return Vectors.entries("keys").stream()
        .filter(key -> Vectors.text(key, "name").equals(KEY))
        .findFirst()
        .orElseThrow();
  }
}
