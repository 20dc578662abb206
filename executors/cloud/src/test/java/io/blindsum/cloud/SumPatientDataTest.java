package io.blindsum.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.messages.Functions;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.study.SeedResult;
import io.blindsum.testing.Vectors;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Adds what phe encrypted, and refuses what is no ciphertext, through a colony. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SumPatientDataTest {
  private static final String KEY = "phe-2048-nonblum";

  private static final Set<String> REFUSED_ALONE = Set.of("reject", "reject in a hospital batch");

  private Cloud cloud;

  @BeforeAll
  void start() throws Exception {
    cloud = Cloud.start();
  }

  @AfterAll
  void stop() throws Exception {
    cloud.close();
  }

  @Test
  void addsWhatPheEncryptedUnderFreshRandomness() throws Exception {
    PaillierPrivateKey key = Vectors.privateKey(KEY);
    List<String> inputs = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (JsonNode vector : encryptions()) {
      inputs.add(base64(Vectors.text(vector, "c")));
      sum = sum.add(Vectors.integer(vector, "m"));
    }
    Process process = run(KEY, inputs);
    assertThat(process.errors()).isEmpty();
    BigInteger n = key.publicKey().modulus();
    BigInteger opened = SeedResult.decrypt(process.out().get(0), key, Arithmetics.fastest());
    assertThat(opened.mod(n)).isEqualTo(sum.mod(n));
    assertThat(run(KEY, inputs).out()).isNotEqualTo(process.out());
  }

  @Test
  void decidesAboutEveryVectorAndServesTheNextJob() throws Exception {
    int refused = 0;
    for (JsonNode vector : Vectors.entries("malformed_ciphertexts")) {
      String key = Vectors.text(vector, "key");
      String item = item(vector);
      Process process = run(key, List.of(control(key), item));
      // a single number does not say which key made it: frames carry a fingerprint and a digest
      if (REFUSED_ALONE.contains(Vectors.text(vector, "expect"))) {
        assertThat(process.state()).as(vector.toString()).isEqualTo(ProcessState.FAILED);
        assertThat(process.errors()).containsExactly("in[1]: not a ciphertext of this key");
        refused++;
      } else {
        assertThat(process.state()).as(vector.toString()).isEqualTo(ProcessState.SUCCESS);
      }
    }
    assertThat(refused).isGreaterThan(50);
    assertThat(run(KEY, List.of(control(KEY))).state()).isEqualTo(ProcessState.SUCCESS);
  }

  @Test
  void seesThatAnOutputWasLost() throws Exception {
    assertThat(run(KEY, List.of(control(KEY), Cloud.LOST)).errors())
        .containsExactly("in: 1 ciphertexts of 2 parents; submit it again");
  }

  private Process run(String key, List<String> inputs) throws InterruptedException {
    String publicKey = SeedKeyFormat.write(Vectors.privateKey(key).publicKey());
    return cloud.run(Functions.SUM_PATIENT_DATA, Map.of(Functions.KEY_ARGUMENT, publicKey), inputs);
  }

  private static List<JsonNode> encryptions() {
    return Vectors.entries("raw_encrypt_decrypt").stream()
        .filter(vector -> Vectors.text(vector, "key").equals(KEY))
        .filter(vector -> Vectors.integer(vector, "m").bitLength() < 1000)
        .toList();
  }

  private static String control(String key) {
    return Vectors.entries("malformed_ciphertexts").stream()
        .filter(vector -> Vectors.text(vector, "key").equals(key))
        .filter(vector -> Vectors.text(vector, "id").equals("ok"))
        .map(vector -> base64(Vectors.text(vector, "c")))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the item as it would travel; one that is no text travels as its JSON form. */
  private static String item(JsonNode vector) {
    JsonNode c = vector.path("c");
    boolean encoded = Vectors.text(vector, "id").startsWith("b64-");
    return !c.isString() ? c.toString() : encoded ? c.stringValue() : base64(c.stringValue());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
