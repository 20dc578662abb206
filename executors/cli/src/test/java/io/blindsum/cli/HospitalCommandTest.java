package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.Cli.Run;
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
import tools.jackson.databind.JsonNode;

/** What a hospital's administrator types before the executor runs. */
class HospitalCommandTest {
  private static final String RUN =
      """
      study: heart
      dataset: cohort
      columns:
        age: int[0..120]
      limits:
        max_rows: 1000
      sites: [r1]
      """;

  @TempDir private Path folder;

  private String pub;

  @BeforeEach
  void makeKey() throws IOException {
    Cli.makeTestKey(folder.resolve("keys"), "heart", 2048);
    pub = folder.resolve("keys/heart.pub").toString();
    String rows = IntStream.range(0, 40).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(folder.resolve("cohort.csv"), "age\n" + rows);
  }

  @Test
  void saysWhatWouldLeave() throws IOException {
    String fingerprint = Cli.run("key", "fingerprint", pub).ok().out().strip();
    JsonNode json = dryRun(site(fingerprint, 10), RUN, "--json").ok().json();
    assertThat(json.get("rows").asInt()).isEqualTo(40);
    assertThat(json.get("ciphertexts").asInt()).isEqualTo(40);
    assertThat(json.get("bytes").asInt()).isEqualTo(40 * 512);
    assertThat(json.get("protection").asString()).isEqualTo("masked");
    assertThat(json.get("refusal").asString()).isEmpty();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void saysWhatAReportMayShow() throws IOException {
    String fingerprint = Cli.run("key", "fingerprint", pub).ok().out().strip();
    String strict = site(fingerprint, 10) + "  min_cell: 12\n  rounding: 6\n  hide_zeros: true\n";
    assertThat(dryRun(strict, RUN.replace("1000", "1000\n  rounding: 5")).ok().out())
        .contains("shows       counts from 12 up; smaller ones and 0 as <12")
        .contains("rounded to multiples of 6")
        .contains("enforced    ");
    String noisy = site(fingerprint, 10) + "  noise: {epsilon: 0.5, budget: 3}\n";
    assertThat(dryRun(noisy, RUN.replace("1000", "1000\n  epsilon: 0.5")).ok().out())
        .contains(
            "noise       each site adds discrete Laplace noise before it encrypts, epsilon 0.5");
    dryRun(noisy, RUN).failed(ExitCode.POLICY, "epsilon of at most 0.5 is needed");
    dryRun(site(fingerprint, 10) + "  min_cell: 2\n  rounding: 6\n", RUN)
        .failed(ExitCode.DATA, "would show a count of 2 as 0");
  }

  @Test
  void saysWhatItsDatabaseCannotDo() throws IOException {
    String fingerprint = Cli.run("key", "fingerprint", pub).ok().out().strip();
    String database =
        site(fingerprint, 10)
            .replace(
                "csv: cohort.csv",
                "jdbc: 'jdbc:h2:mem:'\n    sql: select x as age from system_range(1, 40)");
    assertThat(dryRun(database, RUN).ok().out())
        .contains("finds       40 rows", "note        H2 holds no session to reading");
  }

  @Test
  void saysWhyNothingWouldLeave() throws IOException {
    String fingerprint = Cli.run("key", "fingerprint", pub).ok().out().strip();
    dryRun(site("00".repeat(32), 10), RUN).failed(ExitCode.POLICY, "the key is not on the site's");
    dryRun(site(fingerprint, 41), RUN).failed(ExitCode.POLICY, "below the site's minimum");
    dryRun(site(fingerprint, 10), RUN.replace("0..120", "0..119"))
        .failed(ExitCode.POLICY, "column age has to cover");
    dryRun(site(fingerprint, 10), RUN.replace("dataset: cohort", "dataset: x"))
        .failed(ExitCode.POLICY, "not in the site's catalogue");
    dryRun(site(fingerprint, 10).replace("policy:", "polcy:"), RUN)
        .failed(ExitCode.DATA, "unknown member 'polcy'", "line 8 column 1");
  }

  @Test
  void refusesSettingsThatOthersMayWrite() throws Exception {
    String fingerprint = Cli.run("key", "fingerprint", pub).ok().out().strip();
    dryRun(site(fingerprint, 10), RUN).ok();
    Path file = folder.resolve("site.yaml");
    String[] again = {"executor", "hospital", "--config", file.toString(), "--show-keys"};
    Cli.run(again).ok();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Cli.run(again).failed(ExitCode.KEY, "site.yaml: a file that others may write to");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Path state = folder.resolve("state");
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
    Cli.run(again).failed(ExitCode.KEY, "state: a folder that others may write to");
  }

  @Test
  void startsFromATemplateThatIsNeverWrittenOver() {
    String file = folder.resolve("site.yaml").toString();
    assertThat(Cli.run("site", "init", "--site", "lulea", "-o", file).ok().out())
        .contains("--dry-run");
    Cli.run("site", "init", "-o", file).failed(ExitCode.KEY, "exists");
    Cli.run("site", "init", "--site", "a/b", "-o", file + "2").failed(ExitCode.USAGE, "a/b");
    Cli.run("site", "init", "--omop", "a;b", "-o", file + "2").failed(ExitCode.USAGE, "a;b");
    Cli.run("site", "init", "-o", file + "2", "--omop").ok();
    assertThat(Path.of(file + "2")).content().contains("from cdm.person p").contains("site: r1");
    Cli.run("executor", "hospital", "--config", file).failed(ExitCode.DATA, "initiators");
    assertThat(folder.resolve("lulea-state")).doesNotExist();
  }

  @Test
  void asksForOneOfItsTwoForms() {
    Cli.run("executor", "hospital").failed(ExitCode.USAGE, "name the site's file");
    Cli.run("executor", "hospital", "r1").failed(ExitCode.USAGE, "name the site's file");
    Cli.run("executor", "hospital", "r1", "x").failed(ExitCode.USAGE, "VALUE");
    Cli.run("executor", "hospital", "--config", folder.resolve("none").toString())
        .failed(ExitCode.DATA, "no such file");
    Cli.run("audit", "verify", folder.toString()).failed(ExitCode.USAGE, "no audit log");
  }

  private String site(String fingerprint, int minimum) {
    return """
    site: r1
    state: state
    datasets:
      cohort:
        csv: cohort.csv
        columns:
          age: int[0..120]
    policy:
      min_cohort: %s
      keys: [%s]
      initiators: [alice]
    """
        .formatted(minimum, fingerprint);
  }

  private Run dryRun(String site, String run, String... more) throws IOException {
    Path config = Files.writeString(folder.resolve("site.yaml"), site);
    Path study = Files.writeString(folder.resolve("run.yaml"), run);
    List<String> args = new ArrayList<>(List.of("executor", "hospital", "--dry-run"));
    args.addAll(List.of("--config", config.toString(), "--run", study.toString(), "--pub", pub));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }
}
