package io.blindsum.release.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.blindsum.testing.Refusals;
import io.blindsum.testing.Requirement;
import java.nio.charset.StandardCharsets;

/** Tables of any text, from whoever calls himself a release executor. */
public class ReleasedTextFuzz {
  @FuzzTest
  @Requirement(
      id = "R31",
      figure = "released tables of any text: read and written alike, or refused")
  public void tables(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Refusals.parse(() -> ReleasedText.read(text), IllegalArgumentException.class)
        .ifPresent(read -> assertThat(ReleasedText.read(ReleasedText.write(read))).isEqualTo(read));
  }
}
