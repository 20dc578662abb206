package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A key that three holders share, from its dealing to a result that two of them open. */
class OpenCommandTest {
  private static final List<String> HOLDERS = List.of("karolinska", "lulea", "umea");

  @TempDir private static Path made;

  @TempDir private Path folder;

  /** The dealing and the sum of all tests, each of which works on a copy. */
  @BeforeAll
  static void dealAndSum() throws IOException {
    OpenCommandTest first = new OpenCommandTest();
    first.folder = made;
    first.makeFiles();
  }

  @BeforeEach
  void copyFiles() throws IOException {
    try (Stream<Path> files = Files.list(made)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private void makeFiles() throws IOException {
    StringBuilder holders = new StringBuilder("holders:\n");
    for (String holder : HOLDERS) {
      String key =
          Cli.run("key", "holder", file(holder + ".seal"), "--json")
              .ok()
              .json()
              .get("holder")
              .asString();
      holders.append("  ").append(holder).append(": ").append(key).append('\n');
    }
    Files.writeString(folder.resolve("holders.yaml"), holders);
    deal("s").ok();
    for (String site : List.of("r1", "r2")) {
      Cli.encryptSite(folder, site, "x\n1\n2\n4\n");
    }
    Cli.run("sum", file("r1.bsc"), file("r2.bsc"), "-o", file("t.bsr")).ok();
  }

  private Cli.Run deal(String study, String... more) {
    return deal(study, 2, more);
  }

  private Cli.Run deal(String study, int threshold, String... more) {
    String[] keygen = {
      "keygen",
      "--study",
      study,
      "--bits=512",
      "--insecure-test-key",
      "-o",
      folder.toString(),
      "--holders",
      file("holders.yaml"),
      "--threshold=" + threshold
    };
    return Cli.run(concat(keygen, more));
  }

  private Cli.Run partial(String share, String unsealWith, String totals, String part) {
    return Cli.run(
        "open",
        "partial",
        file(totals),
        "--share",
        file(share),
        "--unseal-with",
        file(unsealWith),
        "--insecure-test-key",
        "-o",
        file(part));
  }

  private Cli.Run partial(String holder) {
    return partial("s-" + holder + ".share", holder + ".seal", "t.bsr", holder + ".part");
  }

  private Cli.Run combine(String totals, String... parts) {
    String[] combine = {
      "open", "combine", file(totals), "--pub", file("s.pub"), "--insecure-test-key", "--json"
    };
    return Cli.run(concat(combine, parts));
  }

  private static String[] concat(String[] first, String[] second) {
    return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
  }

  @Test
  void anyTwoOfThreeOpenAResult() {
    for (String holder : HOLDERS) {
      assertThat(partial(holder).ok().out()).contains(holder, "6 rows", "from r1, r2");
    }
    assertThat(Files.exists(folder.resolve("s.key"))).isFalse();
    for (int left = 0; left < HOLDERS.size(); left++) {
      String first = file(HOLDERS.get((left + 1) % 3) + ".part");
      String second = file(HOLDERS.get((left + 2) % 3) + ".part");
      JsonNode opened = combine("t.bsr", first, second).ok().json();

      assertThat(opened.at("/groups/0/n").asInt()).as("%s", opened).isEqualTo(6);
      assertThat(opened.at("/groups/0/columns/x/sum").asString()).isEqualTo("14");
    }
    combine("t.bsr", file("umea.part"), file("karolinska.part"), file("lulea.part")).ok();
    assertThat(
            Cli.run(
                    "open",
                    "combine",
                    file("t.bsr"),
                    file("umea.part"),
                    file("lulea.part"),
                    "--pub",
                    file("s.pub"),
                    "--insecure-test-key",
                    "--min-cell=10")
                .ok()
                .out())
        .contains("hidden")
        .doesNotContainPattern("\\b14\\b");
  }

  @Test
  @Requirement(
      id = "R41",
      figure = "too few, doubled, foreign and altered parts: 0 opened, each holder named")
  void refusesWhatDoesNotOpenTheTotals() throws IOException {
    partial("lulea").ok();
    partial("umea").ok();
    String lulea = file("lulea.part");
    combine("t.bsr", lulea).failed(4, "1 of the 2 holders that are needed");
    combine("t.bsr", lulea, lulea).failed(4, "holder 2 is there twice", "holder 2 is lulea");
    partial("umea").failed(4, "umea.part", "exists");

    Cli.run("sum", file("r2.bsc"), "-o", file("other.bsr")).ok();
    partial("s-umea.share", "umea.seal", "other.bsr", "other.part").ok();
    combine("t.bsr", lulea, file("other.part")).failed(4, "other.part", "other totals", "umea");
    String asIfOfThese =
        text("other.part").replace(member("other.part", "totals"), member("umea.part", "totals"));
    Files.writeString(folder.resolve("lie.part"), asIfOfThese);
    combine("t.bsr", lulea, file("lie.part"))
        .failed(4, "holder 3", "not made of these ciphertexts", "holder 3 is umea");
    String asIfOfKarolinska = text("umea.part").replace("\"umea\"", "\"karolinska\"");
    Files.writeString(folder.resolve("thief.part"), asIfOfKarolinska);
    combine("t.bsr", lulea, file("thief.part")).failed(4, "holder 1 is karolinska");

    partial("s-umea.share", "lulea.seal", "t.bsr", "x.part").failed(4, "s-umea.share", "umea");
    partial("s-umea.share", "none.seal", "t.bsr", "x.part").failed(4, "none.seal");
    partial("s-umea.share", "umea.seal", "r1.bsc", "x.part").failed(5, "single records");
    deal("s").failed(4, "s.pub", "exists");
    deal("z").ok();
    partial("z-umea.share", "umea.seal", "t.bsr", "x.part").failed(4, "key mismatch");
    Files.writeString(
        folder.resolve("mixed.share"),
        text("s-umea.share")
            .replace(
                member("s-umea.share", "sealed-share"), member("z-umea.share", "sealed-share")));
    partial("mixed.share", "umea.seal", "t.bsr", "x.part").failed(4, "mixed.share: altered");
    Cli.makeTestKey(folder, "whole", 512);
    Cli.run(
            "open",
            "combine",
            file("t.bsr"),
            lulea,
            file("umea.part"),
            "--pub",
            file("whole.pub"),
            "--insecure-test-key")
        .failed(4, "not shared among holders");
    assertThat(Files.exists(folder.resolve("x.part"))).isFalse();
  }

  @Test
  void queryPlanSaysWhoOpensTheResult() throws IOException {
    Files.writeString(
        folder.resolve("q.yaml"),
        """
        study: s
        dataset: trial
        columns: {x: "int[0..9]"}
        limits: {max_rows: 100, sites_min: 2}
        sites: [r1, r2]
        """);
    String[] plan = {
      "query", "plan", file("q.yaml"), "--pub", file("s.pub"), "--insecure-test-key"
    };
    assertThat(Cli.run(plan).ok().out())
        .contains("opened by   2 of the holders karolinska, lulea, umea")
        .contains("no hospital's totals")
        .doesNotContain("the private key could show more");
  }

  @Test
  void refusesHoldersThatCannotShareAKey() throws IOException {
    deal("a", "--no-passphrase").failed(2, "--no-passphrase");
    deal("b", "--threshold=1").failed(2, "threshold");
    deal("c", 4).failed(2, "a threshold of 4 of 3 holders");
    deal("c", 1).failed(2, "each holder has the whole key");
    String one = text("holders.yaml").lines().skip(1).findFirst().orElseThrow();
    Files.writeString(
        folder.resolve("holders.yaml"), "holders:\n" + one + "\n" + one.replace("ka", "x") + "\n");
    deal("d").failed(3, "has the sealing key of karolinska");
    Files.writeString(folder.resolve("holders.yaml"), "holders:\n  umea: 12\n");
    deal("e").failed(3, "not a sealing key");
  }

  @Test
  void saysWhoseShareAFileHoldsAndDealsAnewWhenOneIsLost() throws IOException {
    JsonNode share =
        Cli.run(
                "key",
                "shares",
                file("s-lulea.share"),
                "--unseal-with",
                file("lulea.seal"),
                "--insecure-test-key",
                "--json")
            .ok()
            .json();
    assertThat(share.get("holder").asString()).isEqualTo("lulea");
    assertThat(share.get("index").asInt()).isEqualTo(2);
    assertThat(share.get("needed").asInt()).isEqualTo(2);
    assertThat(share.get("checked").asBoolean()).isTrue();
    assertThat(Cli.run("key", "shares", file("s-lulea.share"), "--insecure-test-key").ok().out())
        .contains("if lost", "blindsum key renew");
    assertThat(Cli.run("key", "show", file("s.pub"), "--insecure-test-key").ok().out())
        .contains("opened by    2 of 3 holders: karolinska, lulea, umea", "Blum form");
    Cli.run("key", "shares", file("s-lulea.share")).failed(4, "too small");

    partial("umea").ok();
    Files.delete(folder.resolve("s-karolinska.share"));
    String[] renew = {
      "key",
      "renew",
      "--holders",
      file("holders.yaml"),
      "--insecure-test-key",
      "--share",
      file("s-lulea.share"),
      "--unseal-with",
      file("lulea.seal")
    };
    Cli.run(concat(renew, new String[] {"-o", file("x")})).failed(4, "1 shares of 1 holders");
    Cli.run(
            concat(
                renew,
                new String[] {
                  "--share",
                  file("s-umea.share"),
                  "--unseal-with",
                  file("umea.seal"),
                  "-o",
                  file("new")
                }))
        .ok();
    partial("new/s-karolinska.share", "karolinska.seal", "t.bsr", "new-karolinska.part").ok();
    partial("new/s-lulea.share", "lulea.seal", "t.bsr", "new-lulea.part").ok();
    combine("t.bsr", file("new-lulea.part"), file("umea.part")).failed(4, "dealt anew");
    Files.delete(folder.resolve("s.pub"));
    Files.copy(folder.resolve("new/s.pub"), folder.resolve("s.pub"));
    combine("t.bsr", file("new-lulea.part"), file("umea.part")).failed(4, "dealt anew", "umea");
    combine("t.bsr", file("new-lulea.part"), file("new-karolinska.part")).ok();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private String member(String name, String member) throws IOException {
    return new ObjectMapper().readTree(text(name)).get(member).asString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
