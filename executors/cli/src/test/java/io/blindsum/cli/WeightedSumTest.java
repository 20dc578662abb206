package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.BlockArray;
import io.blindsum.cli.Cli.Run;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.Protection;
import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.KeyGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Weighted sums by the command; the expected figures are sums over the rows. */
class WeightedSumTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeKey() {
    Cli.run(
            ("keygen --study s --bits 1024 --insecure-test-key --no-passphrase -o " + folder)
                .split(" "))
        .ok();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void encrypt(String csv, String output, String... more) {
    List<String> args = new ArrayList<>(List.of("encrypt", csv, "--pub", file("s.pub")));
    args.addAll(List.of("--insecure-test-key", "--protection=plain", "-o", file(output)));
    args.addAll(List.of(more));
    Cli.run(args.toArray(String[]::new)).ok();
  }

  private String weights(String text) throws IOException {
    return Files.writeString(folder.resolve("weights.csv"), text).toString();
  }

  @Test
  void weighsARealTrial() throws IOException {
    List<String> rows = Files.readAllLines(Cli.ACTG);
    List<String> names = List.of(rows.get(0).replace("\"", "").split(","));
    StringBuilder text = new StringBuilder();
    long[] n = new long[4];
    long[] sum = new long[4];
    for (int i = 1; i < rows.size(); i++) {
      String[] fields = rows.get(i).split(",", -1);
      int weight = i * 37 % 101 - 50;
      text.append(weight).append(i % 2 == 0 ? "\n" : "\r\n");
      int arm = Integer.parseInt(fields[names.indexOf("arms")]);
      n[arm] += weight;
      sum[arm] += weight * Long.parseLong(fields[names.indexOf("cd40")]);
    }
    encrypt(
        Cli.ACTG.toString(),
        "a.bsc",
        "--column=cd40:int[0..1500]",
        "--group-by=arms:0,1,2,3",
        "--max-rows=200000");
    Run run =
        Cli.run(
                "sum",
                file("a.bsc"),
                "--weights",
                weights(text + ""),
                "-o",
                file("t.bsr"),
                "--json")
            .ok();
    String digest = run.json().get("weights").get("sha256").asString();
    assertThat(run.json().get("weights").get("sum").asLong()).isEqualTo(n[0] + n[1] + n[2] + n[3]);
    JsonNode json = Cli.run("decrypt", file("t.bsr"), "--key", file("s.key"), "--json").ok().json();
    assertThat(json.get("weights").get("sha256").asString()).isEqualTo(digest);
    for (int arm = 0; arm < 4; arm++) {
      JsonNode group = json.get("groups").get(arm);
      assertThat(group.get("n").asLong()).isEqualTo(n[arm]);
      JsonNode cd40 = group.get("columns").get("cd40");
      assertThat(cd40.get("n").asLong()).isEqualTo(n[arm]);
      assertThat(cd40.get("sum").asString()).isEqualTo(String.valueOf(sum[arm]));
      assertThat(cd40.get("sd").isNull()).isTrue();
      assertThat(cd40.get("mean").isNull()).isEqualTo(n[arm] <= 0);
    }
    assertThat(Cli.run("decrypt", file("t.bsr"), "--key", file("s.key")).ok().out())
        .contains("weighted", digest);
    assertThat(Cli.run("inspect", file("t.bsr"), "--json").ok().json().get("weights")).isNotNull();
  }

  @Test
  void refusesWeightsThatDoNotFit() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "x\n1\n2\n3\n");
    String csv = file("a.csv");
    encrypt(csv, "a.bsc", "--column=x:int[0..9]", "--max-rows=100");
    refuse(3, "weights.csv has 2 weights, fewer than there are records", "1\n2\n", "a.bsc");
    refuse(3, "weights.csv has more weights than there are records, 3", "1\n2\n3\n4\n", "a.bsc");
    refuse(3, "no integer of 64 bits at weights.csv line 2", "1\n2.5\n3\n", "a.bsc");
    refuse(3, "no integer of 64 bits at weights.csv line 1", "weight\n1\n2\n3\n", "a.bsc");
    refuse(3, "no integer of 64 bits at weights.csv line 3", "1\n2\n" + "9".repeat(400), "a.bsc");
    refuse(3, "magnitudes of at most 100 in all", "99\n-2\n0\n", "a.bsc");
    refuse(3, "holds totals", "1\n", totals("a.bsc"));
    Cli.run("sum", file("a.bsc"), "--weights", file("none"), "-o", file("x.bsr"))
        .failed(3, "cannot read the weights");
    encrypt(Cli.ACTG.toString(), "tall.bsc", "--column=age:int[12..70]", "--layout=tall");
    refuse(3, "several rows share a ciphertext", "1\n", "tall.bsc");
    refuse(5, "masked.bsc is masked", "1\n", masked());
  }

  private String totals(String records) {
    Cli.run("sum", file(records), "-o", file("t.bsr")).ok();
    return "t.bsr";
  }

  private String masked() {
    var key = KeyFiles.readPublic(folder.resolve("s.pub"), KeyGate.forInsecureTestKeys()).key();
    FrameHeader header = FrameHeader.records(key).protection(Protection.MASKED).build();
    try (FrameFile frame = FrameFile.create(folder.resolve("masked.bsc"), header)) {
      frame.append(0, 0, BlockArray.allocate(0, key.ciphertextBytes()));
      frame.finish();
    }
    return "masked.bsc";
  }

  private void refuse(int code, String reason, String weights, String input) throws IOException {
    Cli.run("sum", file(input), "--weights", weights(weights), "-o", file("x.bsr"))
        .failed(code, reason);
    assertThat(folder.resolve("x.bsr")).doesNotExist();
  }
}
