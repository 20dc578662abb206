package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the locale and the standard output of a process do to the command: nothing silently. */
class ProcessStreamsTest {
  /** A disk without room. */
  private static final File FULL = new File("/dev/full");

  private static final String PASSPHRASE = "größe geheim";

  @TempDir private Path folder;

  @BeforeEach
  void makeTotals() throws IOException {
    Files.writeString(folder.resolve("c.csv"), "id,age\n1,41\n2,7\n3,50\n");
    Cli.makeTestKey(folder, "s", 512);
    Cli.run(encryption("a.bsc")).ok();
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
  }

  @Test
  @Requirement(id = "R44", figure = "standard output full: exit code 3 and a line")
  void lostOutputIsNoticed() throws Exception {
    Map<String, Process> started = new LinkedHashMap<>();
    for (String command :
        List.of(
            "decrypt T --key K",
            "decrypt T --key K --csv",
            "decrypt T --key K --json",
            "inspect T",
            "key show P --insecure-test-key",
            "key fingerprint P",
            "doctor",
            "--version",
            "encrypt --help")) {
      File err = folder.resolve("err" + started.size()).toFile();
      started.put(command, start(Map.of(), List.of(), FULL, err, words(command)));
    }
    int number = 0;
    for (Map.Entry<String, Process> command : started.entrySet()) {
      Run run = ended(command.getValue(), folder.resolve("err" + number++));
      assertThat(run.exitCode()).as(command.getKey() + run.err()).isEqualTo(3);
      assertThat(run.err()).contains("error[3]: standard output", "the disk is full", "fix: ");
    }
  }

  @Test
  @Requirement(id = "R43", figure = "a passphrase that the locale damages: no key is made with it")
  void aLocaleDamagesNoPassphraseFolderOrName() throws Exception {
    Map<String, String> plain = Map.of("LC_ALL", "C", "BLINDSUM_PASSPHRASE", PASSPHRASE);
    Run keygen =
        run(plain, List.of(), log(), "keygen", "--study=p", "--bits=2048", "-o", file("k"));
    assertThat(keygen.exitCode()).as(keygen.err()).isEqualTo(2);
    assertThat(keygen.err())
        .contains("BLINDSUM_PASSPHRASE is no UTF-8 text", "LC_ALL=C.UTF-8")
        .doesNotContain("geheim");
    assertThat(folder.resolve("k")).doesNotExist();

    Map<String, String> c = Map.of("LC_ALL", "C");
    Run site = run(c, List.of(), log(), encryption("b.bsc", "--site", "Umeå"));
    assertThat(site.exitCode()).as(site.err()).isEqualTo(2);
    assertThat(site.err()).contains("is no UTF-8 text").doesNotContain("\tat ");
    assertThat(folder.resolve("b.bsc")).doesNotExist();
  }

  @Test
  @Requirement(id = "R43", figure = "numbers in every locale: the same digits")
  void numbersHaveTheSameDigitsInEveryLocale() throws Exception {
    List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG");
    Run run = run(Map.of(), arabic, log(), encryption("b.bsc"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(folder.resolve("log")))
        .contains("3 rows", "512 bits")
        .matches(text -> text.chars().allMatch(c -> c < 0x80 || !Character.isDigit(c)));
  }

  @Test
  void namesOfEveryScriptComeBack() throws Exception {
    Map<String, String> utf8 = Map.of("LC_ALL", "C.UTF-8");
    Run encrypted = run(utf8, List.of(), log(), encryption("ö.bsc", "--site", "Umeå 東京"));
    assertThat(encrypted.exitCode()).as(encrypted.err()).isZero();
    Cli.run("sum", file("ö.bsc"), "-o", file("ö.bsr")).ok();
    assertThat(Cli.run("decrypt", file("ö.bsr"), "--key", file("s.key")).ok().out())
        .contains("from Umeå 東京");
  }

  private record Run(int exitCode, String err) {}

  private Run run(
      Map<String, String> variables, List<String> options, File out, String... arguments)
      throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    return ended(start(variables, options, out, err.toFile(), arguments), err);
  }

  private static Process start(
      Map<String, String> variables, List<String> options, File out, File err, String... arguments)
      throws IOException {
    return Child.builder(variables, options, arguments)
        .redirectOutput(out)
        .redirectError(err)
        .start();
  }

  private static Run ended(Process process, Path err) throws IOException, InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(err, StandardCharsets.UTF_8));
  }

  private File log() {
    return folder.resolve("log").toFile();
  }

  private String[] words(String command) {
    return command
        .replace("T", file("t.bsr"))
        .replace("K", file("s.key"))
        .replace("P", file("s.pub"))
        .split(" ");
  }

  private String[] encryption(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "encrypt",
                file("c.csv"),
                "--pub",
                file("s.pub"),
                "--insecure-test-key",
                "--column=age:int[0..120]",
                "--max-rows=1000",
                "-o",
                file(output)));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
