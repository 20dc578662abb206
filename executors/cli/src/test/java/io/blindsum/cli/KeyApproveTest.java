package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.cli.Cli.Run;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From keygen's certificate through approval to the choice of blinding. */
class KeyApproveTest {
  @TempDir private Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Run approve(String key, String... more) {
    String[] args = {
      "key", "approve", file(key), "--approved", file("list"), "--insecure-test-key"
    };
    return Cli.run(join(args, more));
  }

  private static String[] join(String[] args, String... more) {
    return java.util.stream.Stream.of(args, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  private void keygen() {
    Cli.makeTestKey(folder, "s", 512);
  }

  private String blinding(String key, String... more) throws IOException {
    Files.writeString(folder.resolve("c.csv"), "x\n1\n2\n");
    Files.deleteIfExists(folder.resolve("a.bsc"));
    String[] args = {"encrypt", file("c.csv"), "--pub", file(key), "--column=x:int[0..9]"};
    Run run =
        Cli.run(
            join(
                join(args, "--max-rows=9", "--insecure-test-key", "-o", file("a.bsc"), "--json"),
                more));
    return run.ok().json().get("blinding").asString();
  }

  @Test
  void aNewKeyProvesItsFormAndWithoutCertificateNeedsAnExplicitWord() throws IOException {
    keygen();
    assertThat(Cli.run("key", "show", file("s.pub"), "--insecure-test-key").ok().out())
        .contains("unique plaintexts, Blum form");
    assertThat(approve("s.pub", "--json").ok().json().toString())
        .contains("\"certified\":true", "\"blinding\":\"djn\"");
    assertThat(approve("s.pub").ok().out()).contains("approved", "with certificate");
    assertThat(blinding("s.pub")).isEqualTo("djn");
    assertThat(blinding("s.pub", "--blinding=full")).isEqualTo("full");

    // the same key, so that its weak primes are not searched for twice
    Cli.run("key", "export", file("s.pub"), "--format=seed", "-o", file("seed.b64")).ok();
    assertThat(approve("seed.b64").failed(4, "no certificate").err())
        .contains("--without-certificate");
    assertThat(approve("seed.b64", "--without-certificate").ok().out()).contains("WITHOUT");
    assertThat(blinding("seed.b64")).isEqualTo("full");
    assertThat(
            approve("seed.b64", "--without-certificate", "--vouch-blum-form", "--json")
                .ok()
                .json()
                .get("blinding")
                .asString())
        .isEqualTo("djn");
  }

  @Test
  void anAlteredCertificateIsRefusedEverywhere() throws IOException {
    keygen();
    String text = Files.readString(folder.resolve("s.pub"));
    Files.writeString(
        folder.resolve("bad.pub"),
        text.replaceFirst("\"nth-roots\" : \"....", "\"nth-roots\" : \"AAAA"));
    approve("bad.pub").failed(4, "root 0 of degree n");
    Cli.run("key", "show", file("bad.pub"), "--insecure-test-key").failed(4, "root 0 of degree n");
    Files.writeString(folder.resolve("c.csv"), "x\n1\n");
    Cli.run(
            "encrypt",
            file("c.csv"),
            "--pub",
            file("bad.pub"),
            "--insecure-test-key",
            "--column=x:int[0..9]",
            "-o",
            file("b.bsc"))
        .failed(4, "root 0 of degree n");
    assertThat(folder.resolve("b.bsc")).doesNotExist();
  }

  @Test
  void publishedKeysAreRefused() throws IOException {
    Files.writeString(
        folder.resolve("p.b64"),
        Vectors.text(Vectors.entries("keys").get(3), "seed_public_key_b64"));
    Cli.run("key", "approve", file("p.b64"), "--approved", file("list"), "--without-certificate")
        .failed(4, "published key");
    assertThat(folder.resolve("list")).doesNotExist();
  }
}
