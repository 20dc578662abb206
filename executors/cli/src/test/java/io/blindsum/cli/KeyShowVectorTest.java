package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.Cli.Run;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code key show} on every malformed public key that can be written to a file. */
class KeyShowVectorTest {
  /** What parsing or n alone gives away; the deeper cases need factoring work or a proof. */
  private static final Set<String> DETECTABLE =
      Set.of("by parsing", "from n alone", "by ignoring/refusing hs");

  @TempDir private Path folder;

  @Test
  void acceptsTheControlsAndRefusesTheRest() throws IOException {
    for (JsonNode vector : Vectors.entries("malformed_public_keys")) {
      JsonNode value = vector.get("paillier-pubkey");
      if (value == null || !value.isString()) {
        continue;
      }
      Path file = folder.resolve("k.pub");
      Files.write(file, value.asString().getBytes(StandardCharsets.UTF_8));
      Run run = Cli.run("key", "show", file.toString());
      String id = Vectors.text(vector, "id");
      String expect = Vectors.text(vector, "expect");
      if (expect.equals("accept")) {
        assertThat(run.exitCode()).as("%s: %s", id, run.err()).isZero();
      } else if (expect.equals("reject")
          && DETECTABLE.contains(Vectors.text(vector, "detectable"))) {
        run.failed(4);
        assertThat(run.err()).as(id).doesNotContainPattern("[0-9]{9}");
      } else {
        assertThat(run.exitCode()).as(id).isIn(0, 4);
      }
    }
  }
}
