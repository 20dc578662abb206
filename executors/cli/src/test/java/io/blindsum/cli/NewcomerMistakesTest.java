package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type in their first hour is answered with what they meant. */
class NewcomerMistakesTest {
  private static final String QUESTION =
      """
      study: heart
      dataset: cohort
      columns: {age: 'int[0..120]'}
      limits: {max_rows: 1000}
      sites: [r1]
      """;

  private static final String SITE =
      """
      site: r1
      state: r1-state
      datasets:
        cohort:
          csv: cohort.csv
          columns: {age: 'int[0..120]'}
      policy:
        approved_keys: approved
        initiators: [researcher]
        stats: [count, sum, mean, variance, sd]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Cli.makeTestKey(folder, "heart", 2048);
    Files.createDirectory(folder.resolve("approved"));
    String rows = IntStream.range(0, 40).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(folder.resolve("cohort.csv"), "age\n" + rows);
    Files.writeString(folder.resolve("heart.yaml"), QUESTION);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "decrypt t.bsr --key k.key --jsn | --jsn | --json",
        "sum a.bsc --ouput t.bsr | --ouput | --output",
        "query plan q.yaml --pubb k.pub | --pubb | --pub",
        "--verson | --verson | --version",
        "keygn --study s | keygn | keygen",
        "help encypt | encypt | encrypt",
      })
  void whatIsMistypedIsGuessed(String line, String typed, String meant) {
    Cli.run(line.split(" ", -1)).failed(ExitCode.USAGE, "'" + typed + "'", "did you mean " + meant);
  }

  @Test
  void whatNobodyGuessesIsListed() {
    Cli.run("query", "rnu", "q.yaml")
        .failed(ExitCode.USAGE, "'rnu'", "there are: plan, run, status, cancel");
  }

  @Test
  void aListWithoutQuotesIsAWordTooMany() {
    Cli.run("encrypt", "c.csv", "--pub", "k", "--column", "age:int", "[0..120]", "-o", "x")
        .failed(ExitCode.USAGE, "'[0..120]' is a word too many", "--column 'age:int[0..120]'");
  }

  @Test
  void helpTakesTheWordsOfACommand() {
    assertThat(Cli.run("help").ok().out()).startsWith("Usage: blindsum [");
    assertThat(Cli.run("help", "key", "approve").ok().out())
        .isEqualTo(Cli.run("key", "approve", "--help").ok().out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----"})
  void aPrivateKeyIsNotTakenForAPublicOne(String mode) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("heart.key"), PosixFilePermissions.fromString(mode));
    String what = "a private key where a public one is expected";
    String key = file("heart.key");
    Cli.run("encrypt", file("cohort.csv"), "--pub", key, "--column=age:int[0..9]", "-o", file("x"))
        .failed(ExitCode.KEY, "heart.key", what);
    Cli.run("query", "plan", file("heart.yaml"), "--pub", key).failed(ExitCode.KEY, what);
    Cli.run("key", "approve", key, "--approved", file("approved")).failed(ExitCode.KEY, what);
    Cli.run("colony", "dev", "--approve", key).failed(ExitCode.KEY, what);
    Cli.run("key", "show", key).ok();
  }

  @Test
  void aGroupOfCommandsListsThem() {
    Cli.run("query").failed(ExitCode.USAGE, "There are: plan, run, status, cancel");
  }

  @Test
  void whatIsNoFrameSaysWhatMakesOne() {
    Cli.run("sum", file("cohort.csv"), "-o", file("t.bsr"))
        .failed(ExitCode.DATA, "cohort.csv: not a BlindSum frame; blindsum encrypt makes one");
  }

  @Test
  void aReportIsAFolder() {
    String csv = file("cohort.csv");
    Cli.run("decrypt", file("t.bsr"), "--key", file("heart.key"), "--report", csv)
        .failed(ExitCode.USAGE, "cohort.csv is a file");
  }

  @Test
  void twoFormsOfAResultAreTwo() {
    Cli.run("decrypt", file("t.bsr"), "--key", file("heart.key"), "--json", "--csv")
        .failed(ExitCode.USAGE, "--csv and --json exclude each other");
  }

  @Test
  void aKeyIsNotMadeBeforeItsNameAndPlaceAreGood() {
    Cli.run("keygen", "--study", "my heart study", "-o", file("keys"), "--no-passphrase")
        .failed(ExitCode.USAGE, "'my heart study'", "not a name");
    Cli.run("keygen", "--study", "heart", "-o", folder.toString(), "--no-passphrase", "--bits=1024")
        .failed(ExitCode.KEY, "heart.key", "exists");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,120", "0-120", "0:120", "0 to 120", "0 ; 120", "0.120"})
  void aRangeIsWrittenAsItIsMeant(String range) {
    String[] line = {"encrypt", file("cohort.csv"), "--pub", file("heart.pub"), "-o", file("x")};
    List<String> words = new ArrayList<>(List.of(line));
    words.add("--column=age:int[" + range + "]");
    Cli.run(words.toArray(String[]::new)).failed(ExitCode.USAGE, "did you mean [0..120]?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[researcher] | [] | initiators lists nobody",
        "approved_keys: approved | approved_keys: aproved | approved_keys: no folder",
        "approved_keys: approved | min_cohort: 10 | neither keys nor approved_keys",
        "variance, sd] | histogram] | no statistic is called histogram; there are: count, sum",
        "csv: cohort.csv | csv: nothere.csv | nothere.csv",
        "state: r1-state | state: cohort.csv/state | cannot be made or written",
        "csv: cohort.csv | jdbc: 'jdbc:h2:mem:'~    user_env: NOPE_U~    sql: select 1 | NOPE_U",
        "site: r1 | site: r1~colony: {host: x.example.org, name: c, ca_file: no.pem} | no.pem",
        "site: r1 | site: r1~colony: {host: x.example.org, name: c, key_file: no.key} | no.key",
      })
  void aDryRunFailsWhereAStartWould(String good, String bad, String part) throws IOException {
    String text = SITE.replace(good, bad.replace("~", "\n"));
    assertThat(text).isNotEqualTo(SITE);
    String site = Files.writeString(folder.resolve("site.yaml"), text).toString();
    Cli.Run start = Cli.run("executor", "hospital", "--config", site);
    assertThat(start.err()).startsWith("error[").contains(part, "fix: ");
    String[] dry = {
      "executor", "hospital", "--config", site, "--dry-run", "--query", file("heart.yaml")
    };
    List<String> words = new ArrayList<>(List.of(dry));
    words.addAll(List.of("--pub", file("heart.pub")));
    Cli.Run dryRun = Cli.run(words.toArray(String[]::new));
    assertThat(dryRun.err()).isEqualTo(start.err());
    assertThat(dryRun.exitCode()).isEqualTo(start.exitCode()).isNotZero();
  }
}
