package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.Cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** From a CSV file to decrypted totals; the expected figures were computed with Python. */
class CohortRoundTripTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeKey() {
    Cli.makeTestKey(folder, "s", 1024);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Run encrypt(String input, String output, String... more) {
    return encrypt(new byte[0], input, output, more);
  }

  private Run encrypt(byte[] standardInput, String input, String output, String... more) {
    List<String> args = new ArrayList<>(List.of("encrypt", input, "--pub", file("s.pub")));
    args.addAll(List.of("--insecure-test-key", "--max-rows", "100000", "-o", output));
    args.addAll(List.of(more));
    return Cli.run(standardInput, args.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall", "partials"})
  void addsUpARealTrial(String layout) {
    encrypt(
            Cli.ACTG.toString(),
            file("a.bsc"),
            "--column=cd40:int[0..1500]",
            "--column=cd496:int[0..1500]",
            "--group-by=arms:0,1,2,3",
            "--layout=" + layout)
        .ok();
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    Run run = Cli.run("decrypt", file("t.bsr"), "--key", file("s.key"), "--json").ok();
    JsonNode json = run.json();
    assertThat(json.get("rows").asInt()).isEqualTo(2139);
    assertThat(json.get("study").asString()).isEqualTo("s");
    assertThat(json.get("bits").asInt()).isEqualTo(1024);
    JsonNode arm = json.get("groups").get(1);
    assertThat(arm.get("group").get("arms").asString()).isEqualTo("1");
    assertThat(arm.get("n").asInt()).isEqualTo(522);
    JsonNode cd496 = arm.get("columns").get("cd496");
    assertThat(cd496.get("n").asInt()).isEqualTo(333);
    assertThat(cd496.get("sum").asString()).isEqualTo("113637");
    assertThat(cd496.get("mean").asDouble()).isEqualTo(341.2522522522523);
    assertThat(cd496.get("sd").asDouble()).isEqualTo(173.58530428549528);
    assertThat(run.err()).contains("INSECURE TEST KEY");
  }

  @Test
  void streamsThroughPipes() throws IOException {
    byte[] csv = Files.readAllBytes(Cli.ACTG);
    byte[] records = encrypt(csv, "-", "-", "--column=age:int[12..70]").ok().stdout();
    byte[] total = Cli.run(records, "sum", "-").ok().stdout();
    JsonNode json = Cli.run(total, "decrypt", "-", "--key", file("s.key"), "--json").ok().json();
    JsonNode age = json.get("groups").get(0).get("columns").get("age");
    assertThat(age.get("sum").asString()).isEqualTo("75396");
    assertThat(json.get("groups").get(0).get("group").isEmpty()).isTrue();
  }

  @Test
  void addsSitesAndResultsOfEarlierSums() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x\n5\n");
    Files.writeString(folder.resolve("b.csv"), "x\n55\n");
    Files.writeString(folder.resolve("c.csv"), "x\n-100\n");
    for (String site : List.of("a", "b", "c")) {
      encrypt(file(site + ".csv"), file(site + ".bsc"), "--column=x:int[-100..100]", "--site", site)
          .ok();
    }
    Cli.run("sum", file("a.bsc"), file("b.bsc"), "-o", file("ab.bsr")).ok();
    Cli.run("sum", file("ab.bsr"), file("c.bsc"), "-o", file("abc.bsr")).ok();
    JsonNode ab = Cli.run("decrypt", file("ab.bsr"), "--key", file("s.key"), "--json").json();
    assertThat(ab.get("groups").get(0).get("columns").get("x").get("sum").asString())
        .isEqualTo("60");
    JsonNode abc = Cli.run("decrypt", file("abc.bsr"), "--key", file("s.key"), "--json").json();
    assertThat(abc.get("groups").get(0).get("columns").get("x").get("sum").asString())
        .isEqualTo("-40");
    assertThat(abc.get("sites").size()).isEqualTo(3);

    Cli.run("sum", file("abc.bsr"), file("b.bsc"), "-o", file("x.bsr")).failed(3, "b.bsc");
    Cli.run("sum", file("a.bsc"), file("a.bsc"), "-o", file("x.bsr")).failed(3, "a.bsc");
    assertThat(folder.resolve("x.bsr")).doesNotExist();
  }

  @Test
  void readsWhatSpreadsheetsWrite() {
    String csv = "\uFEFF\"größe, cm\";name\r\n\"1,5\";x\r\n2.50;\"a;\"\"b\"\r\n-1.25;z\r\n";
    byte[] bytes = csv.replace("1,5", "1.5").getBytes(StandardCharsets.UTF_8);
    byte[] records = encrypt(bytes, "-", "-", "--column=größe, cm:dec(2)[-50..50]").ok().stdout();
    byte[] total = Cli.run(records, "sum", "-").ok().stdout();
    JsonNode json = Cli.run(total, "decrypt", "-", "--key", file("s.key"), "--json").ok().json();
    assertThat(json.get("groups").get(0).get("columns").get("größe, cm").get("sum").asString())
        .isEqualTo("2.75");
  }

  @Test
  void progressEndsWithTheNumberOfRows() {
    Run run =
        encrypt(
                Cli.ACTG.toString(),
                file("a.bsc"),
                "--column=age:int[12..70]",
                "--layout=tall",
                "--progress=json")
            .ok();
    assertThat(run.json().get("rows").asInt()).isEqualTo(2139);
    assertThat(run.json().get("event").asString()).isEqualTo("done");
  }

  @Test
  void estimatesWithoutEncrypting() {
    JsonNode json =
        Cli.run(
                "estimate",
                Cli.ACTG.toString(),
                "--pub",
                file("s.pub"),
                "--insecure-test-key",
                "--column=age:int[12..70]",
                "--max-rows=10000",
                "--layout=tall",
                "--json")
            .ok()
            .json();
    assertThat(json.get("rows").asInt()).isEqualTo(2139);
    int rowsPerCiphertext = json.get("rows_per_ciphertext").asInt();
    int ciphertexts = (2139 + rowsPerCiphertext - 1) / rowsPerCiphertext;
    assertThat(json.get("bytes").asInt()).isEqualTo(ciphertexts * 256);
  }

  @Test
  void inspectsEveryKindOfFile() {
    encrypt(Cli.ACTG.toString(), file("a.bsc"), "--column=age:int[12..70]", "--layout=tall").ok();
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    assertThat(Cli.run("inspect", file("a.bsc"), "--json").ok().json().get("rows").asInt())
        .isEqualTo(2139);
    assertThat(Cli.run("inspect", file("t.bsr"), "--json").ok().json().get("kind").asString())
        .isEqualTo("totals");
    assertThat(Cli.run("inspect", file("s.pub"), "--json").ok().json().get("bits").asInt())
        .isEqualTo(1024);
    assertThat(Cli.run("inspect", Cli.ACTG.toString(), "--json").ok().json().get("rows").asInt())
        .isEqualTo(2139);
  }
}
