package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameFile;
import io.blindsum.frame.FrameHeader;
import io.blindsum.frame.FrameReader;
import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the holder of the private key can read of a file that encrypt wrote. */
class ProtectionTest {
  private static final int ROWS = 205;

  @TempDir private Path folder;

  @BeforeEach
  void makeKeyAndCohort() throws IOException {
    Cli.makeTestKey(folder, "s", 1024);
    String rows = IntStream.range(0, ROWS).mapToObj(i -> i + "\n").collect(Collectors.joining());
    // what is left out behind the last row must not keep the masks from cancelling
    Files.writeString(folder.resolve("c.csv"), "x\n" + rows + "999\n999\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall"})
  @Requirement(
      id = "R14",
      figure = "masked by default, wide and tall: 0 records readable, total exact")
  void masksByDefaultAndStillAddsUp(String layout) {
    assertThat(encrypt("--layout=" + layout).json().get("protection").asString())
        .isEqualTo("masked");
    assertThat(sumOfX()).isEqualTo(String.valueOf(ROWS * (ROWS - 1) / 2));
    assertThat(readable()).isZero();
    assertThat(folder.resolve("a.bsc.part.mask")).doesNotExist();
  }

  @Test
  void plainIsReadableAndSaysSo() {
    Cli.Run run = encrypt("--protection=plain");
    assertThat(run.json().get("protection").asString()).isEqualTo("plain");
    assertThat(run.err()).contains("plain: who holds the private key can read each record");
    assertThat(sumOfX()).isEqualTo(String.valueOf(ROWS * (ROWS - 1) / 2));
    assertThat(readable()).isEqualTo(ROWS);
  }

  @Test
  void maskedAndPlainAreNotAdded() throws IOException {
    encrypt();
    Files.move(folder.resolve("a.bsc"), folder.resolve("masked.bsc"));
    encrypt("--protection=plain");
    Cli.run("sum", file("masked.bsc"), file("a.bsc"), "-o", file("t.bsr"))
        .failed(3, "a.bsc", "protection");
  }

  /** A cloud that lies within the format: every digest is right, but a record is missing. */
  @Test
  @Requirement(
      id = "R14",
      figure = "frame with a record left out and its digests made right: not decrypted")
  void aMissingRecordSpoilsTheTotal() {
    encrypt();
    try (FrameReader reader = FrameReader.open(folder.resolve("a.bsc"));
        FrameFile forged =
            FrameFile.create(folder.resolve("b.bsc"), forgedHeader(reader.header()))) {
      FrameBatch batch = Objects.requireNonNull(reader.next());
      forged.append(batch.rows(), 0, batch.ciphertexts().slice(1, batch.ciphertexts().count()));
      for (FrameBatch next = reader.next(); next != null; next = reader.next()) {
        forged.append(next.rows(), 0, next.ciphertexts());
      }
      forged.finish();
    }
    Cli.run("sum", file("b.bsc"), "-o", file("t.bsr")).ok();
    Cli.Run run = Cli.run("decrypt", file("t.bsr"), "--key", file("s.key")).failed(3, "total 0");
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("fix: sum the whole .bsc file of every site");
  }

  @Test
  void aRunWhoseMaskIsGoneIsNotResumed() throws IOException {
    encrypt();
    Path finished = folder.resolve("a.bsc");
    // as after a crash before the trailer
    Files.move(finished, folder.resolve("a.bsc.part"));
    Cli.run(arguments("--resume").toArray(String[]::new)).failed(4, "a.bsc.part.mask", "is gone");
    Files.delete(folder.resolve("a.bsc.part"));
    Cli.run(arguments("--resume").toArray(String[]::new)).ok();
    assertThat(sumOfX()).isEqualTo(String.valueOf(ROWS * (ROWS - 1) / 2));
  }

  private static FrameHeader forgedHeader(FrameHeader header) {
    return FrameHeader.records(header.key())
        .study(header.study())
        .layout(header.layout())
        .maxRows(header.maxRows())
        .protection(header.protection())
        .build();
  }

  /** Counts the records that decrypt to what one row can be: a number below 2^100 or so. */
  private long readable() {
    PaillierPrivateKey key = KeyFiles.readPrivate(folder.resolve("s.key"), () -> new char[0]).key();
    long readable = 0;
    try (FrameReader reader = FrameReader.open(folder.resolve("a.bsc"));
        Decryptor decryptor = Decryptor.of(key, Arithmetics.fastest())) {
      for (FrameBatch batch = reader.next(); batch != null; batch = reader.next()) {
        BlockArray opened =
            decryptor.decrypt(new CiphertextBatch(key.publicKey(), batch.ciphertexts()));
        for (int i = 0; i < opened.count(); i++) {
          readable += opened.get(i).bitLength() < 1024 - 64 ? 1 : 0;
        }
      }
    }
    return readable;
  }

  private String sumOfX() {
    Cli.run("sum", file("a.bsc"), "-o", file("t.bsr")).ok();
    JsonNode json = Cli.run("decrypt", file("t.bsr"), "--key", file("s.key"), "--json").ok().json();
    return json.get("groups").get(0).get("columns").get("x").get("sum").asString();
  }

  private Cli.Run encrypt(String... more) {
    List<String> arguments = arguments(more);
    arguments.add("--json");
    return Cli.run(arguments.toArray(String[]::new)).ok();
  }

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("encrypt", file("c.csv"), "--pub"));
    arguments.addAll(List.of(file("s.pub"), "--insecure-test-key", "--column=x:int[0..300]"));
    arguments.addAll(List.of("--on-bad=drop", "--max-rows=1000", "--batch=41", "-o"));
    arguments.add(file("a.bsc"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
