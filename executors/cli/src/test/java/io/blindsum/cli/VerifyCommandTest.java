package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void sumTwoSites() throws IOException {
    Cli.makeTestKey(folder, "s", 512);
    for (String site : new String[] {"r1", "r2", "r3"}) {
      Cli.encryptSite(folder, site, "x\n1\n2\n3\n");
    }
    Cli.run("sum", file("r1.bsc"), file("r2.bsc"), "-o", file("t.bsr")).ok();
  }

  @Test
  void checksAResultAlone() {
    JsonNode json = Cli.run("verify", file("t.bsr"), "--json").ok().json();
    assertThat(json.get("verified").asString()).isEqualTo("digests");
    assertThat(json.get("rows").asInt()).isEqualTo(6);
    assertThat(json.get("streams").size()).isEqualTo(2);
    assertThat(json.get("protection").asString()).isEqualTo("masked");
  }

  @Test
  void checksAResultAgainstItsFrames() {
    Cli.Run run =
        Cli.run("verify", file("t.bsr"), "--full", "--frames", file("r2.bsc"), file("r1.bsc")).ok();
    assertThat(run.out()).contains("the sum of the frames and of nothing else").contains("r1");
    Cli.run("verify", file("t.bsr"), "--frames", file("r1.bsc")).failed(3, "t.bsr", "'r2'");
    Cli.run("verify", file("t.bsr"), "--frames", file("r1.bsc"), file("r2.bsc"), file("r3.bsc"))
        .failed(3, "r3.bsc", "stream");
    Cli.run("verify", file("t.bsr"), "--full").failed(2, "--full");
    Cli.run("verify", file("r1.bsc")).failed(3, "r1.bsc", "records");
  }

  /** The result says that r1 and r2 were added, but its totals are those of r1 and r3. */
  @Test
  void findsTotalsThatAreNotTheSum() {
    Cli.run("sum", file("r1.bsc"), file("r3.bsc"), "-o", file("other.bsr")).ok();
    try (FrameReader listed = FrameReader.open(folder.resolve("t.bsr"));
        FrameReader added = FrameReader.open(folder.resolve("other.bsr"));
        FrameFile lie = FrameFile.create(folder.resolve("lie.bsr"), listed.header())) {
      FrameBatch batch = Objects.requireNonNull(added.next());
      lie.append(batch.rows(), batch.rejected(), batch.ciphertexts());
      lie.finish();
    }
    Cli.run("verify", file("lie.bsr"), "--frames", file("r1.bsc"), file("r2.bsc")).ok();
    Cli.run("verify", file("lie.bsr"), "--full", "--frames", file("r1.bsc"), file("r2.bsc"))
        .failed(3, "lie.bsr", "totals");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
