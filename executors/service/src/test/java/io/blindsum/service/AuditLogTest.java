package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds each way to rewrite the past. */
class AuditLogTest {
  @TempDir private Path folder;

  private Path file;
  private AuditLog log;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve(AuditLog.LOG);
    log = new AuditLog(StateFolder.open(folder));
    for (int i = 1; i <= 5; i++) {
      append("study-" + i);
    }
  }

  private void append(String study) throws Exception {
    log.append(new AuditEntry("plan_cohort", "released", Map.of("study", study)));
  }

  @Test
  void anUntouchedLogIsWhole() throws Exception {
    List<String> studies = new ArrayList<>();
    AuditLog.Head head = AuditLog.open(folder).verify(line -> studies.add(study(line)));
    assertThat(studies).containsExactly("study-1", "study-2", "study-3", "study-4", "study-5");
    assertThat(head.line()).isEqualTo(5);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theChainIsPlainSha256() throws Exception {
    List<String> lines = Files.readAllLines(file);
    String before = "0".repeat(64);
    for (String line : lines) {
      int at = line.indexOf(",\"hash\":\"");
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String covered = before + "\n" + line.substring(0, at) + "}";
      String hash =
          HexFormat.of().formatHex(sha256.digest(covered.getBytes(StandardCharsets.UTF_8)));
      assertThat(line).endsWith(",\"hash\":\"" + hash + "\"}");
      before = hash;
    }
  }

  @Test
  void anEditedLineIsFound() throws Exception {
    List<String> lines = Files.readAllLines(file);
    lines.set(2, lines.get(2).replace("study-3", "study-X"));
    Files.write(file, lines);
    assertAltered("line 3 is not the one");
  }

  @Test
  void aRemovedLineIsFound() throws Exception {
    List<String> lines = Files.readAllLines(file);
    lines.remove(1);
    Files.write(file, lines);
    assertAltered("line 2 is not the one");
  }

  @Test
  void movedLinesAreFound() throws Exception {
    List<String> lines = Files.readAllLines(file);
    Collections.swap(lines, 3, 4);
    Files.write(file, lines);
    assertAltered("line 4 is not the one");
  }

  @Test
  void anInsertedOrDoubledLineIsFound() throws Exception {
    List<String> lines = Files.readAllLines(file);
    lines.add(2, lines.get(1));
    Files.write(file, lines);
    assertAltered("line 3 is not the one");
  }

  @Test
  void linesCutOffAtTheEndAreFound() throws Exception {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 4));
    assertAltered("the log ends before line 5");
    Files.write(file, List.of());
    assertAltered("the log ends before line 5");
    assertThatThrownBy(() -> append("next")).isInstanceOf(AuditException.class);
  }

  @Test
  void aCrashCostsNoLineThatWasPromised() throws Exception {
    byte[] head = Files.readAllBytes(folder.resolve("audit.head"));
    append("study-6");
    // as after a crash between the two files, and one in the middle of a line
    Files.write(folder.resolve("audit.head"), head);
    Files.writeString(file, "{\"line\":\"7\",\"ti", StandardOpenOption.APPEND);
    append("study-7");
    List<String> studies = new ArrayList<>();
    log.verify(line -> studies.add(study(line)));
    assertThat(studies).hasSize(7).endsWith("study-6", "study-7");
  }

  @Test
  void manyWritersMakeOneChain() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(this::appendTen);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(log.verify(line -> {}).line()).isEqualTo(45);
  }

  private void appendTen() {
    try {
      AuditLog own = new AuditLog(StateFolder.open(folder));
      for (int i = 0; i < 10; i++) {
        own.append(new AuditEntry("batch", "released", Map.of("study", "s")));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String study(AuditLine line) {
    return line.members().getOrDefault("study", "");
  }

  private void assertAltered(String message) {
    assertThatThrownBy(() -> log.verify(line -> {}))
        .isInstanceOf(AuditException.class)
        .hasMessageStartingWith(message);
  }
}
