package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Fills a pool, encrypts from it until it is empty and beyond, and decrypts the total. */
class PoolCommandTest {
  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeEach
  void makeKey() {
    Cli.makeTestKey(folder, "s", 512);
  }

  private JsonNode fill(int count, String... more) {
    List<String> args = new ArrayList<>(List.of("pool", "fill", "--count", String.valueOf(count)));
    args.addAll(List.of("--pub", file("s.pub"), "--insecure-test-key", "-o", file("pool")));
    args.addAll(List.of(more));
    args.add("--json");
    return Cli.run(args.toArray(String[]::new)).ok().json();
  }

  private JsonNode encrypt(String output, String... more) {
    List<String> args = new ArrayList<>(List.of("encrypt", file("c.csv"), "--pub", file("s.pub")));
    args.addAll(List.of("--insecure-test-key", "--column=x:int[0..9]", "--layout=wide"));
    args.addAll(List.of("--max-rows=1000", "--pool", file("pool"), "-o", file(output), "--json"));
    args.addAll(List.of("--site", output)); // the same rows of one site are added once only
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new)).ok().json();
  }

  private JsonNode stock() {
    return Cli.run("pool", "stat", file("pool"), "--json").ok().json().get("values");
  }

  @Test
  void valuesOfThePoolAreTakenOnceAndTheTotalIsRight() throws IOException {
    Files.writeString(folder.resolve("c.csv"), "x\n" + "7\n".repeat(100));
    assertThat(fill(150).get("blinding").asString()).isEqualTo("djn");
    assertThat(stock().get(0).get("ready").asInt()).isEqualTo(150);
    assertThat(encrypt("a.bsc").get("pooled").asInt()).isEqualTo(100);
    // the rest of a claimed segment is forgotten with its process
    assertThat(stock()).isEmpty();
    assertThat(encrypt("b.bsc").get("pooled").asInt()).isZero();
    Cli.run("sum", file("a.bsc"), file("b.bsc"), "-o", file("t.bsr")).ok();
    assertThat(
            Cli.run("decrypt", file("t.bsr"), "--key", file("s.key"), "--json")
                .ok()
                .json()
                .get("groups")
                .toString())
        .contains("\"sum\":\"1400\"");
  }

  @Test
  void valuesMadeInAnotherWayStay() throws IOException {
    Files.writeString(folder.resolve("c.csv"), "x\n1\n");
    assertThat(fill(5, "--blinding=full").get("blinding").asString()).isEqualTo("full");
    assertThat(encrypt("a.bsc").get("pooled").asInt()).isZero();
    assertThat(encrypt("b.bsc", "--blinding=full").get("pooled").asInt()).isEqualTo(1);
  }

  @Test
  void badArgumentsAreExplained() {
    Cli.run(
            "pool",
            "fill",
            "--count=0",
            "--pub",
            file("s.pub"),
            "--insecure-test-key",
            "-o",
            file("pool"))
        .failed(2, "--count 0");
    assertThat(Cli.run("pool", "stat", file("none")).ok().out()).contains("empty");
  }
}
