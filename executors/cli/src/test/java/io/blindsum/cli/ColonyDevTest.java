package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A researcher rehearses a study of his own on a colony of his own. */
class ColonyDevTest {
  private static final int SECONDS = 60;
  private static final String QUESTION =
      """
      study: lungs
      dataset: cohort
      columns: {age: 'int[0..120]'}
      group_by: ['smoker:no,yes']
      stats: [count, mean]
      layout: partials
      limits: {max_rows: 1000, sites_min: 2}
      sites: [north, south]
      """;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    Cli.makeTestKey(folder.resolve("keys"), "lungs", 2048);
    Files.writeString(folder.resolve("lungs.yaml"), QUESTION);
    for (int site = 0; site < 2; site++) {
      int first = 20 + site;
      String rows =
          IntStream.range(0, 40)
              .mapToObj(i -> first + i + (i % 2 == 0 ? ",yes\n" : ",no\n"))
              .collect(Collectors.joining());
      Files.writeString(folder.resolve(site + ".csv"), "age,smoker\n" + rows);
    }
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("colony", "dev", "--env", "dev.env"));
    words.addAll(List.of(options));
    Path log = folder.resolve("dev.log");
    Process process = Child.startIn(folder, log, Map.of(), List.of(), words.toArray(String[]::new));
    started.add(process);
    return process;
  }

  private String awaitReady(Process colony) throws Exception {
    return Child.await(colony, folder.resolve("dev.log"), "ready; Ctrl-C ends it", SECONDS);
  }

  private Map<String, String> variables() throws IOException {
    return Files.readAllLines(folder.resolve("dev.env")).stream()
        .filter(line -> line.startsWith("export "))
        .map(line -> line.substring("export ".length()).split("=", 2))
        .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1]));
  }

  private static void endColony(Process colony) throws InterruptedException {
    colony.destroy();
    assertThat(colony.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void answersAQuestionAboutFilesOfOnesOwnAndLeavesNothing() throws Exception {
    Process colony =
        start(
            "--hospital=north=0.csv",
            "--hospital=south=1.csv",
            "--cloud",
            "--approve=keys/lungs.pub");
    String log = awaitReady(colony);
    Path place =
        log.lines()
            .filter(line -> line.startsWith("folder"))
            .map(line -> Path.of(line.replaceAll("^folder *|, removed.*", "")))
            .findFirst()
            .orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    Path env = folder.resolve("dev.env");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env)))
        .isEqualTo("rw-------");

    Path out = folder.resolve("run.log");
    Process run =
        Child.startIn(
            folder,
            out,
            variables(),
            List.of(),
            "query",
            "run",
            "lungs.yaml",
            "--key=keys/lungs.key",
            "--signers=" + place.resolve("signers.yaml"),
            "--csv");
    assertThat(run.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    String table = Files.readString(out);
    assertThat(run.exitValue()).as(table).isZero();
    // ages 20, 22, ... 58 and 21, 23, ... 59 of smokers; 21 to 59 and 22 to 60 of the others
    assertThat(table).contains("yes").contains("1580").contains("1620");

    endColony(colony);
    assertThat(place).doesNotExist();
    assertThat(env).doesNotExist();
  }

  @Test
  void goesOnInAFolderThatIsKept() throws Exception {
    String dir = "--dir=" + folder.resolve("kept");
    Process colony = start(dir, "--hospital=north=0.csv");
    awaitReady(colony);
    Map<String, String> before = variables();
    Cli.run("colony", "dev", dir).failed(ExitCode.USAGE, "another blindsum colony dev runs");
    endColony(colony);
    Path site = folder.resolve("kept/north.yaml");
    String altered = Files.readString(site).replace("min_cohort: 10", "min_cohort: 7");
    Files.writeString(site, altered);
    Files.delete(folder.resolve("dev.log"));
    Process again = start(dir, "--hospital=north=0.csv");
    assertThat(awaitReady(again)).contains("is used as it is", "cell of at least 7");
    for (String key : List.of("COLONIES_PRVKEY", "COLONIES_COLONY_PRVKEY")) {
      assertThat(variables()).containsEntry(key, before.get(key));
    }
  }

  @Test
  void refusesWhatItCannotServe() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine.env"), "export A=b\n");
    Cli.run("colony", "dev", "--env", mine.toString())
        .failed(ExitCode.USAGE, "mine.env is there already");
    assertThat(mine).content().isEqualTo("export A=b\n");
    Cli.run("colony", "dev", "--hospital", "a/b=x.csv").failed(ExitCode.USAGE, "a/b");
    Cli.run("colony", "dev", "--hospital", "r1=" + folder.resolve("none.csv"))
        .failed(ExitCode.DATA, "none.csv", "no such file");
    Cli.run("colony", "dev", "--approve", folder.resolve("keys/lungs.key").toString())
        .failed(ExitCode.KEY, "lungs.key");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli.run("colony", "dev", "--port", String.valueOf(taken.getLocalPort()))
          .failed(ExitCode.USAGE, "is taken");
    }
  }

  @Test
  void isNamedWhereVariablesAreMissing() {
    Path key = folder.resolve("keys/lungs.key");
    Path question = folder.resolve("lungs.yaml");
    Cli.Run run = Cli.run("query", "run", question.toString(), "--key", key.toString());
    run.failed(ExitCode.USAGE, "set COLONIES_COLONY_NAME");
    assertThat(run.err()).contains("blindsum colony dev");
    assertThat(Cli.run("executor", "cloud", "--state", folder.resolve("c").toString()).err())
        .contains("blindsum colony dev");
  }
}
