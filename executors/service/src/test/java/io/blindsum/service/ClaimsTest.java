package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
  private static final List<String> RUN = List.of("run", "ab");

  @TempDir private Path folder;

  @Test
  @Requirement(id = "R34", figure = "claim of 2,000 threads, and after restarts: one holder each")
  void onlyTheFirstHolderHasIt() throws Exception {
    Path file = folder.resolve("claims");
    AtomicInteger granted = new AtomicInteger();
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(i -> granted.addAndGet(Claims.in(file).claim(RUN, "holder " + i) ? 1 : 0));
    assertThat(granted).hasValue(1);
    assertThat(Files.size(file)).isEqualTo(64);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void namesThatReadAlikeAreNotTheSame() {
    Claims claims = Claims.in(folder.resolve("claims"));
    assertThat(claims.claim(List.of("a", "bc"), "x")).isTrue();
    assertThat(claims.claim(List.of("ab", "c"), "y")).isTrue();
    assertThat(claims.claim(List.of("a", "bc"), "y")).isFalse();
    assertThat(claims.claim(List.of("a", "bc"), "x")).isTrue();
  }

  @Test
  void aClaimThatACrashCutOffIsNone() throws Exception {
    Path file = folder.resolve("claims");
    assertThat(Claims.in(file).claim(RUN, "x")).isTrue();
    assertThat(Claims.in(file).claim(List.of("other"), "x")).isTrue();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 7));
    assertThat(Claims.in(file).claim(List.of("other"), "y")).isTrue();
    assertThat(Claims.in(file).claim(RUN, "y")).isFalse();
    assertThat(Files.size(file)).isEqualTo(128);
  }

  @Test
  void findsWhatIsFarBackInTheFile() {
    Claims claims = Claims.in(folder.resolve("claims"));
    for (int i = 0; i < 1_500; i++) {
      assertThat(claims.claim(List.of("run", String.valueOf(i)), "x")).isTrue();
    }
    assertThat(claims.claim(List.of("run", "0"), "y")).isFalse();
    assertThat(claims.claim(List.of("run", "1499"), "y")).isFalse();
    assertThat(Claims.inMemory().claim(List.of("run", "0"), "y")).isTrue();
  }
}
