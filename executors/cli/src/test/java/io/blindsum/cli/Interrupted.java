package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run that is killed as the kernel does it. */
final class Interrupted {
  private Interrupted() {}

  /** Starts an encryption, and kills it when its part holds so many batches of partials. */
  static void afterBatches(Path part, int batches, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        Child.builder(Map.of(), List.of(), arguments)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path digests = part.resolveSibling(part.getFileName() + ".rows");
    while (process.isAlive() && size(digests) < 32L * (batches + 1)) {
      Thread.sleep(2);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(part).exists();
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
