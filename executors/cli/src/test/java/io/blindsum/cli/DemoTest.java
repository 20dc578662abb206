package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/** The demo with fewer patients: all that it promises comes true, and its page shows it. */
class DemoTest {
  private static final String HOME = "blindsum.home";

  @TempDir private Path folder;

  @BeforeAll
  static void beAtHome() {
    System.setProperty(HOME, Cli.ROOT.toString());
  }

  @AfterAll
  static void leave() {
    System.clearProperty(HOME);
    // its executors log what executors log; those of other tests are silent
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger("io.blindsum")
        .setLevel(Level.WARN);
  }

  @Test
  void keepsItsPromises() throws Exception {
    Path out = folder.resolve("report");
    Cli.Run run = Cli.run("demo", "--patients=6000", "--out=" + out, "--progress=none").ok();
    assertThat(run.out())
        .contains("12,000 sealed records", "<10", "The sum of all patient data is: 60")
        .doesNotContain("FAIL");
    List<String> lines = run.out().lines().toList();
    assertThat(lines).filteredOn(line -> line.startsWith("$ blindsum query run ./")).hasSize(3);
    assertThat(lines.get(lines.size() - 1)).endsWith(out.resolve("index.html").toString());
    assertThat(lines).filteredOn(line -> line.startsWith("ok ")).hasSize(10);
    assertThat(run.out()).containsPattern("([0-9]{3}) of \\1 equal to the last bit");

    ReportPage page = ReportPage.read(out);
    assertThat(page.all("h2")).extracting(Element::getTextContent).contains("Check", "Bytes");
    assertThat(page.all("td")).extracting(Element::getTextContent).contains("<10");
    assertThat(page.row("What the hospitals sent", "", "Sent, encrypted").get(0))
        .isGreaterThan(12_000 * 512 / 5);
    // the means of the real trial, from the file
    double mean =
        Files.readAllLines(Cli.ACTG).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(fields -> fields[27].equals("3"))
            .mapToInt(fields -> Integer.parseInt(fields[2]))
            .average()
            .orElseThrow();
    assertThat(page.row("Numbers of each column, by group", "age", "arms=3").get(2))
        .isEqualTo(mean);
  }

  @Test
  void refusesWhatItCannotShow() {
    Cli.run("demo", "--patients=10").failed(2, "--patients 10");
  }
}
