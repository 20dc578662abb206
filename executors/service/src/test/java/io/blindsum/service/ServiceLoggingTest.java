package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceLoggingTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  @Test
  void writesOneJsonObjectALine() {
    String log = logged(true);
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines())
        .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"formattedMessage\":\"batch 3 of r1\""))
        .anyMatch(line -> line.contains("\"level\":\"WARN\""));
  }

  @Test
  void writesLinesForPeople() {
    String log = logged(false);
    assertThat(log.lines()).hasSize(2);
    assertThat(log).contains("INFO  batch 3 of r1").contains("WARN  it rains").doesNotContain("{");
  }

  private String logged(boolean json) {
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    ServiceLogging.configure(json, false);
    System.Logger log = System.getLogger("io.blindsum.service.test");
    log.log(System.Logger.Level.INFO, "batch {0} of {1}", 3, "r1");
    log.log(System.Logger.Level.DEBUG, "not shown");
    log.log(System.Logger.Level.WARNING, "it rains");
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
