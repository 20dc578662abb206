package io.blindsum.blinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.blinding.BlindingPoolFile.Stock;
import io.blindsum.paillier.BlindingSource;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.Encryptor;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.testing.LongForm;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlindingPoolFileTest {
  private static final ModularArithmetic ARITHMETIC = Arithmetics.fastest();
  private static final int SEGMENT = BlindingPoolFile.SEGMENT_VALUES;

  @TempDir private Path parent;

  @BeforeEach
  void makeKeyFolder() throws IOException {
    Files.createDirectories(keyFolder());
  }

  private Path pool() {
    return parent.resolve("pool");
  }

  private Path keyFolder() {
    return parent.resolve("keys");
  }

  private SegmentKeys keys() {
    return new SegmentKeys(keyFolder());
  }

  private void fill(long count) {
    BlindingPoolFile.fill(pool(), keys(), new CountingBlinding(), count, done -> {});
  }

  private BlindingPoolFile open() {
    return BlindingPoolFile.open(pool(), keys(), new CountingBlinding(), ARITHMETIC);
  }

  /** Takes what there is, and returns how many values came from the pool. */
  private long takeAll(long most) {
    try (BlindingPoolFile file = open()) {
      for (long i = 0; i < most; i += 64) {
        file.fill(BlockArray.allocate(64, file.key().ciphertextBytes()));
      }
      return file.taken();
    }
  }

  @Test
  void blindsWithWhatWasMadeEarlierAndThenWithNewValues() {
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    try (BlindingSource source = CrtBlinding.of(key, ARITHMETIC)) {
      BlindingPoolFile.fill(pool(), keys(), source, 100, done -> {});
    }
    assertThat(stock()).containsExactly(new Stock(key.publicKey().fingerprint(), "crt", 100, 0));
    BlindingPoolFile file =
        BlindingPoolFile.open(pool(), keys(), CrtBlinding.of(key, ARITHMETIC), ARITHMETIC);
    try (Encryptor encryptor = Encryptor.of(key, ARITHMETIC, file);
        Decryptor decryptor = Decryptor.of(key, ARITHMETIC)) {
      BlockArray plaintexts = BlockArray.allocate(150, key.publicKey().plaintextBytes());
      for (int i = 0; i < plaintexts.count(); i++) {
        plaintexts.set(i, BigInteger.valueOf(i));
      }
      CiphertextBatch batch = encryptor.encrypt(plaintexts);
      assertThat(decryptor.decrypt(batch).bytes()).isEqualTo(plaintexts.bytes());
      assertThat(file.taken()).isEqualTo(100);
    }
    assertThat(stock()).isEmpty();
    assertThat(pool()).isEmptyDirectory();
    assertThat(keyFolder()).isEmptyDirectory();
  }

  private List<Stock> stock() {
    return BlindingPoolFile.stock(pool(), keys());
  }

  @Test
  @Requirement(
      id = "R16",
      figure = "24,576 stored values, 3 processes (long: 10^6, 10): 0 used twice")
  void processesShareAPoolWithoutAReuse() throws Exception {
    int segments = LongForm.of(24, 977);
    fill((long) segments * SEGMENT);
    List<Process> takers = new ArrayList<>();
    for (int i = 0; i < LongForm.of(3, 10); i++) {
      takers.add(taker("t" + i));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < takers.size(); i++) {
      assertThat(takers.get(i).waitFor()).isZero();
      addOnce(seen, "t" + i);
    }
    assertThat(seen).hasSize(segments * SEGMENT);
  }

  @Test
  @Requirement(id = "R16", figure = "2 processes killed while they take (long: 100): 0 used twice")
  void whatADeadProcessHadClaimedIsLostAndNotUsedAgain() throws Exception {
    int kills = LongForm.of(2, 100);
    fill((2L * kills + 2) * SEGMENT);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < kills; i++) {
      Process dying = taker("d" + i, "2");
      assertThat(dying.waitFor()).isEqualTo(137);
      addOnce(seen, "d" + i);
    }
    Process last = taker("last");
    assertThat(last.waitFor()).isZero();
    addOnce(seen, "last");
    assertThat(seen).hasSize(kills * (SEGMENT + SEGMENT / 2) + 2 * SEGMENT);
  }

  private Process taker(String output, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PoolTaker.class.getName(), pool().toString(), keyFolder().toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(parent.resolve(output).toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void addOnce(Set<String> seen, String output) throws IOException {
    for (String value : Files.readAllLines(parent.resolve(output), StandardCharsets.US_ASCII)) {
      assertThat(seen.add(value)).as("value %s is used once", value).isTrue();
    }
  }

  @Test
  @Requirement(id = "R16", figure = "10 restores of an old copy of the pool: 0 values")
  void aRestoredCopyGivesNothing() throws IOException {
    fill(3L * SEGMENT);
    Path copy = parent.resolve("copy");
    copyFolder(pool(), copy);
    assertThat(takeAll(4L * SEGMENT)).isEqualTo(3L * SEGMENT);
    for (int restore = 0; restore < 10; restore++) {
      copyFolder(copy, pool());
      assertThat(stock())
          .extracting(Stock::ready, Stock::lost)
          .containsOnly(tuple(0L, 3L * SEGMENT));
      assertThat(takeAll(64)).isZero();
    }
  }

  @Test
  void afterABootNothingCanBeReadAndFillingTidiesUp() throws IOException {
    fill(SEGMENT);
    Files.delete(onlyFile(keyFolder()));
    assertThat(takeAll(64)).isZero();
    fill(SEGMENT);
    Files.delete(onlyFile(keyFolder()));
    fill(SEGMENT);
    assertThat(stock()).extracting(Stock::ready).containsExactly((long) SEGMENT);
    assertThat(stock()).extracting(Stock::lost).containsExactly(0L);
  }

  @Test
  void anAlteredFileGivesNothing() throws IOException {
    fill(SEGMENT);
    Path file = onlyFile(pool());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(takeAll(64)).isZero();
    Files.write(pool().resolve("00.segment"), new byte[100]);
    assertThat(takeAll(64)).isZero();
  }

  @Test
  void valuesOfAnotherKeyOrMethodAreLeftAlone() {
    fill(SEGMENT);
    PaillierPrivateKey key = Vectors.privateKey("blum-1024");
    try (BlindingPoolFile other =
        BlindingPoolFile.open(pool(), keys(), CrtBlinding.of(key, ARITHMETIC), ARITHMETIC)) {
      other.fill(BlockArray.allocate(8, key.publicKey().ciphertextBytes()));
      assertThat(other.taken()).isZero();
    }
    assertThat(takeAll(64)).isEqualTo(64);
  }

  /** A snapshot copies the keys too: the same stored values are not the same on the wire. */
  @Test
  @Requirement(
      id = "R17",
      figure = "8,192 stored values in two copies of a machine (long: 10^5): 0 equal c mod n")
  void twoCopiesOfTheMachineNeverSendTheSameRandomness() throws IOException {
    int segments = LongForm.of(8, 98);
    fill((long) segments * SEGMENT);
    copyFolder(pool(), parent.resolve("pool-2"));
    copyFolder(keyFolder(), parent.resolve("keys-2"));
    Set<BigInteger> seen = new HashSet<>();
    for (String copy : List.of("", "-2")) {
      SegmentKeys copiedKeys = new SegmentKeys(parent.resolve("keys" + copy));
      Path copiedPool = parent.resolve("pool" + copy);
      try (BlindingPoolFile file =
          BlindingPoolFile.open(copiedPool, copiedKeys, new CountingBlinding(), ARITHMETIC)) {
        BlockArray units = BlockArray.allocate(segments * SEGMENT, file.key().ciphertextBytes());
        file.fill(units);
        assertThat(file.taken()).isEqualTo((long) segments * SEGMENT);
        for (int i = 0; i < units.count(); i++) {
          assertThat(seen.add(units.get(i).mod(file.key().modulus()))).isTrue();
        }
      }
    }
    assertThat(seen).hasSize(2 * segments * SEGMENT);
  }

  @Test
  void keysOfThisBootLiveInMemory() throws IOException {
    BlindingPoolFile.fill(pool(), new CountingBlinding(), 10, done -> {});
    assertThat(BlindingPoolFile.stock(pool())).extracting(Stock::ready).containsExactly(10L);
    try (BlindingPoolFile file =
        BlindingPoolFile.open(pool(), new CountingBlinding(), ARITHMETIC)) {
      file.fill(BlockArray.allocate(10, file.key().ciphertextBytes()));
      assertThat(file.taken()).isEqualTo(10);
    }
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
