package io.blindsum.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileScoreTest {
  @TempDir private Path nothingInstalled;

  @BeforeEach
  void namesTheSources() {
    System.setProperty("blindsum.home", System.getProperty("blindsum.root"));
  }

  @Test
  void takesNoMalformedCiphertextAndNoKeyWhoseModulusTells() throws IOException {
    List<HostileScore> scores = HostileScore.all(Installation.in(nothingInstalled));
    assertThat(scores).hasSize(1);
    assertThat(scores.get(0).allCiphertexts()).isEqualTo(60);
    assertThat(scores.get(0).ciphertexts()).isEmpty();
    assertThat(scores.get(0).allKeys()).isEqualTo(105);
    // what only factoring, or a certificate, shows
    assertThat(scores.get(0).keys())
        .isSubsetOf(
            "factor-2^40",
            "smooth-70x32",
            "three-primes",
            "p-1-smooth",
            "shared-prime",
            "gcd-n-phi",
            "unbalanced");
  }
}
