package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills an encryption as the kernel does, with no chance to tidy up, and goes on. */
class ResumeAfterKillTest {
  private static final int ROWS = 5_000;
  private static final int BATCH = 200;
  private static final int CIPHERTEXT_BYTES = 256;

  @TempDir private Path folder;

  @Test
  @Requirement(id = "R15", figure = "encryption killed with -9 and resumed, masked: total exact")
  void nothingIsLostOrCountedTwice() throws Exception {
    Cli.makeTestKey(folder, "s", 1024);
    Cli.run("synth", "--patients", String.valueOf(ROWS), "-o", file("c.csv")).ok();
    long killedAt = killInTheMiddle();

    List<String> resume = new ArrayList<>(encryption());
    resume.addAll(List.of("--resume", "--json"));
    Cli.Run run = Cli.run(resume.toArray(String[]::new)).ok();
    assertThat(run.json().get("rows").asInt()).isEqualTo(ROWS);
    // each whole batch on the disk stayed: at most the torn one is made again
    long resumedRows =
        Long.parseLong(
            run.err().replaceAll("(?s).*resumed after ([0-9,]+) row.*", "$1").replace(",", ""));
    assertThat(resumedRows).isGreaterThanOrEqualTo(2L * BATCH);
    assertThat(killedAt / CIPHERTEXT_BYTES - resumedRows).isLessThanOrEqualTo(2L * BATCH);

    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    String groups =
        Cli.run("decrypt", file("t.bsr"), "--key", file("s.key"), "--json")
            .ok()
            .json()
            .get("groups")
            .toString();
    assertThat(groups).contains("\"sum\":\"" + sumOfAges() + "\"");
  }

  private long killInTheMiddle() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Child.forced());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BlindSum.class.getName());
    command.addAll(encryption());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path part = folder.resolve("a.bsc.part");
    while (process.isAlive() && size(part) < 3L * BATCH * CIPHERTEXT_BYTES) {
      Thread.sleep(2);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("a.bsc")).doesNotExist();
    return size(part);
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private List<String> encryption() {
    return List.of(
        "encrypt",
        file("c.csv"),
        "--pub",
        file("s.pub"),
        "--insecure-test-key",
        "--column=age:int[18..95]",
        "--max-rows=100000",
        "--batch=" + BATCH,
        "-o",
        file("a.bsc"));
  }

  private long sumOfAges() throws IOException {
    try (var lines = Files.lines(folder.resolve("c.csv"))) {
      return lines.skip(1).mapToLong(line -> Long.parseLong(line.split(",", -1)[1])).sum();
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
