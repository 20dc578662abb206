package io.blindsum.paillier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Single ciphertexts of any text. */
public class CiphertextTextFuzz {
  private static final PaillierPublicKey KEY = Vectors.privateKey("blum-1024").publicKey();

  @FuzzTest
  @Requirement(id = "R31", figure = "ciphertexts of any text: one spelling each, or refused")
  public void ciphertexts(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Refusals.parse(() -> CiphertextText.parseBase64(KEY, text), InvalidCiphertextException.class)
        .ifPresent(read -> assertThat(CiphertextText.formatBase64(read)).isEqualTo(text));
    Refusals.parse(() -> CiphertextText.parseDecimal(KEY, text), InvalidCiphertextException.class)
        .ifPresent(read -> assertThat(read.value().toString()).isEqualTo(text));
    String inner = Base64.getEncoder().encodeToString(input);
    Refusals.parse(() -> CiphertextText.parseBase64(KEY, inner), InvalidCiphertextException.class);
  }
}
