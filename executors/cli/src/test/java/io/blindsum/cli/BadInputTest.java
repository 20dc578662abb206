package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.Cli.Run;
import io.blindsum.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes in: one line that says what, where and the fix, and nothing of a patient. */
class BadInputTest {
  private static final String CANARY = "31337";

  @TempDir private Path folder;

  @BeforeEach
  void makeKeys() {
    for (String study : List.of("s", "other")) {
      Cli.makeTestKey(folder, study, 512);
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Run encrypt(String csv, String... more) throws IOException {
    return encryptUnder("s", csv, "a.bsc", more);
  }

  private Run encryptUnder(String study, String csv, String output, String... more)
      throws IOException {
    Files.writeString(folder.resolve("c.csv"), csv);
    List<String> args = new ArrayList<>(List.of("encrypt", file("c.csv")));
    args.addAll(List.of("--pub", file(study + ".pub"), "--insecure-test-key"));
    args.addAll(List.of("--max-rows", "1000", "-o", file(output)));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "## | no header",
        "y\\n1\\n | no column",
        "x,x\\n1,2\\n | x",
        "x\\n31337\\n | line 2",
        "x\\nabc31337\\n | not a number",
        "x\\n1e1000000000\\n | line 2",
        "x\\n１２\\n | not a number",
        "x\\n1.5\\n | decimals",
        "x,y\\n1\\n | line 2",
      })
  void isRefusedByName(String csv, String part) throws IOException {
    Run run = encrypt(csv.replace("\\n", "\n"), "--column=x:int[0..100]").failed(3, "c.csv", part);
    assertThat(run.err() + run.out()).doesNotContain(CANARY);
    assertThat(folder.resolve("a.bsc")).doesNotExist();
    assertThat(folder.resolve("a.bsc.part")).doesNotExist();
  }

  @Test
  void numbersOfFourHundredDigitsAreOutOfRange() throws IOException {
    encrypt("x\n" + "7".repeat(400) + "\n", "--column=x:int[0..100]").failed(3, "line 2");
  }

  @Test
  void aHeaderAloneIsACohortOfNobody() throws IOException {
    Run run = encrypt("x\n", "--column=x:int[0..100]").ok();
    assertThat(run.out()).contains("no rows");
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    assertThat(
            Cli.run("decrypt", file("t.bsr"), "--key", file("s.key"), "--json")
                .ok()
                .json()
                .get("rows")
                .asInt())
        .isZero();
  }

  @Test
  void badRowsAreDroppedOrClampedAndCountedByLine() throws IOException {
    String csv = "x\n1\n31337\nabc\n\n50\n";
    String json =
        encrypt(csv, "--column=x:int[0..100]", "--on-bad=drop", "--json").ok().json().toString();
    assertThat(json).contains("\"rows\":3", "\"rejected\":2", "\"missing\":1");
    Files.delete(folder.resolve("a.bsc"));
    Run run = encrypt(csv, "--column=x:int[0..100]", "--on-bad=clamp").ok();
    assertThat(run.out()).contains("clamped 1", "line 3").doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--column=x:flaot[0..1] | float",
        "--column=x | type",
        "--column=x:int[9..1] | 9",
        "--column=x:dec(99)[0..1] | 99",
        "--group-by=y | y",
        "--batch=0 | --batch",
        "--threads=0 | --threads",
        "--on-bad=ignore | ignore",
        "--layout=square | square",
      })
  void optionsAreExplained(String option, String part) throws IOException {
    String[] args =
        option.startsWith("--column")
            ? new String[] {option}
            : new String[] {"--column=x:int[0..1]", option};
    String expected = part.equals("float") ? "flaot" : part;
    encrypt("x\n1\n", args).failed(2, expected);
  }

  @Test
  void framesOfAnotherKeyOrLayoutAreNotAdded() throws IOException {
    encryptUnder("s", "x\n1\n", "a.bsc", "--column=x:int[0..100]").ok();
    encryptUnder("other", "x\n2\n", "b.bsc", "--column=x:int[0..100]").ok();
    encryptUnder("s", "x\n2\n", "c.bsc", "--column=x:int[0..101]").ok();
    Cli.run("sum", file("a.bsc"), file("b.bsc"), "-o", file("t.bsr")).failed(4, "b.bsc", "key");
    Cli.run("sum", file("a.bsc"), file("c.bsc"), "-o", file("t.bsr")).failed(3, "c.bsc", "layout");
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    Cli.run("decrypt", file("t.bsr"), "--key", file("other.key")).failed(4, "key mismatch");
    Cli.run("decrypt", file("a.bsc"), "--key", file("s.key")).failed(5, "single records");
    Cli.run("sum", file("none.bsc"), "-o", file("u.bsr")).failed(3, "no such file");
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).failed(2, "is there already");
  }

  @Test
  void aDetachedRunThatWouldNotBeSignedIsRefused() {
    String question = file("q.yaml");
    Cli.run("query", "run", question, "--key", file("s.key"), "--detach", "--sign-with", file("me"))
        .failed(2, "--detach and --sign-with", "cannot be signed");
    for (List<String> option :
        List.of(
            List.of("--resume"),
            List.of("-o", file("t.bsr")),
            List.of("--signers", file("s.yaml")),
            List.of("--csv"),
            List.of("--min-cell", "5"),
            List.of("--report", file("report")))) {
      List<String> run =
          new ArrayList<>(List.of("query", "run", question, "--key", file("s.key"), "--detach"));
      run.addAll(option);
      Cli.run(run.toArray(String[]::new)).failed(2, "--detach and --", "exclude each other");
    }
  }

  @Test
  void aDamagedFrameIsNeverSummed() throws IOException {
    encrypt("x\n1\n2\n3\n", "--column=x:int[0..100]", "--batch=2").ok();
    byte[] good = Files.readAllBytes(folder.resolve("a.bsc"));
    Random random = Seeds.random("damage");
    for (int i = 0; i < 24; i++) {
      byte[] bad = good.clone();
      if (i % 3 == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(good.length));
      } else {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(folder.resolve("bad.bsc"), bad);
      Run run = Cli.run("sum", file("bad.bsc"), "-o", file("bad.bsr"));
      assertThat(run.exitCode()).isIn(3, 4);
      assertThat(run.err()).contains("bad.bsc").doesNotContain("\tat ");
      assertThat(folder.resolve("bad.bsr")).doesNotExist();
    }
  }

  @Test
  void privateKeysAreGuarded() throws IOException {
    Files.writeString(folder.resolve("right"), "correct horse\n");
    Files.writeString(folder.resolve("wrong"), "battery staple\n");
    Cli.run(
            "keygen",
            "--study",
            "locked",
            "--bits",
            "512",
            "--insecure-test-key",
            "--passphrase-file",
            file("right"),
            "-o",
            folder.toString())
        .ok();
    encryptUnder("locked", "x\n1\n", "a.bsc", "--column=x:int[0..100]").ok();
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    String[] decrypt = {"decrypt", file("t.bsr"), "--key", file("locked.key"), "--passphrase-file"};
    Cli.run(with(decrypt, file("wrong"))).failed(4, "locked.key", "passphrase");
    Cli.run(with(decrypt, file("right"))).ok();
    Path key = folder.resolve("locked.key");
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Cli.run(with(decrypt, file("right"))).failed(4, "others have access");
    Cli.run("decrypt", file("t.bsr"), "--key", file("locked.pub"))
        .failed(4, "locked.pub", "a public key");
    String[] again = {"keygen", "--study=s", "--bits=512", "--insecure-test-key", "-o"};
    Cli.run(with(with(again, folder.toString()), "--no-passphrase")).failed(4, "s.key");
  }

  private static String[] with(String[] args, String last) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = last;
    return all;
  }

  @Test
  void smallKeysNeedTheirName() {
    Cli.run("keygen", "--study", "t", "--bits", "1024", "--no-passphrase", "-o", folder.toString())
        .failed(4, "1024 bits");
    Cli.run(
            "encrypt",
            Cli.ACTG.toString(),
            "--pub",
            file("s.pub"),
            "--column=age:int[0..100]",
            "-o",
            file("a.bsc"))
        .failed(4, "512 bits");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    encryptUnder("s", "x\n1\n", "none/a.bsc", "--column=x:int[0..100]")
        .failed(3, "a.bsc", "folder");
    Cli.run("synth", "--patients", "3", "-o", file("none/c.csv"))
        .failed(3, "no such folder", "c.csv");
  }

  @Test
  void unfinishedRunsAreNotOverwrittenAndResumeOnlyAsTheyWere() throws IOException {
    Files.writeString(folder.resolve("c.csv"), "x\n1\n2\n3\n");
    byte[] part = partOfTwoBatches();
    Files.write(folder.resolve("a.bsc.part"), part);
    encrypt("x\n1\n2\n3\n", "--column=x:int[0..100]", "--batch=1", "--protection=plain")
        .failed(3, "unfinished");
    encrypt("x\n1\n2\n4\n", "--column=x:int[0..100]", "--batch=1", "--protection=plain", "--resume")
        .failed(3, "a.bsc.part");
    // without the digests beside it nobody knows which rows it holds
    encrypt("x\n1\n2\n3\n", "--column=x:int[0..100]", "--batch=1", "--protection=plain", "--resume")
        .failed(3, "a.bsc.part.rows");
    assertThat(folder.resolve("a.bsc.part")).isNotEmptyFile();
  }

  /** Returns what a killed run leaves: two whole batches and the torn beginning of a third. */
  private byte[] partOfTwoBatches() throws IOException {
    encrypt("x\n1\n2\n3\n", "--column=x:int[0..100]", "--batch=1", "--protection=plain").ok();
    byte[] whole = Files.readAllBytes(folder.resolve("a.bsc"));
    Files.delete(folder.resolve("a.bsc"));
    int trailer = 64 + 64;
    int batch = 64 + 128;
    return Arrays.copyOf(whole, whole.length - trailer - batch + 70);
  }

  @Test
  void theKeyShowsWhyItIsRefused() throws IOException {
    Files.write(folder.resolve("bad.pub"), "not a key".getBytes(StandardCharsets.UTF_8));
    Cli.run("key", "show", file("bad.pub")).failed(4, "bad.pub");
    Cli.run("key", "show", file("missing.pub")).failed(4, "no such file");
    assertThat(Cli.run("key", "fingerprint", file("s.pub")).ok().out().strip()).hasSize(64);
  }
}
