package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each cell of who learns what, with and without holders, names a test that is there. */
class ThreatModelPageTest {
  private static final String HEAD = "| what | key in one hand | holders share the key |";
  private static final Pattern NAME = Pattern.compile("`(?:(\\w+Test)\\.)?(\\w+)`");

  @Test
  void everyCellNamesItsTests() throws IOException {
    List<String> rows =
        Files.readAllLines(Cli.ROOT.resolve("docs/threat-model.md")).stream()
            .dropWhile(line -> !line.equals(HEAD))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(5);
    String all = sources();
    for (String row : rows) {
      List<String> cells = Stream.of(row.split("\\|", -1)).map(String::strip).skip(2).toList();
      for (String cell : cells.subList(0, 2)) {
        Matcher names = NAME.matcher(cell);
        assertThat(cell.equals("-") || names.find()).as(cell).isTrue();
        names.reset();
        while (names.find()) {
          String type = names.group(1) == null ? "HoldersTest" : names.group(1);
          assertThat(all).contains(type + " void " + names.group(2) + "(");
        }
      }
    }
  }

  /** Returns a line a test: its class, and the start of its method. */
  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Cli.ROOT)) {
      return files
          .filter(file -> file.toString().matches(".*/src/test/java/.*Test\\.java"))
          .flatMap(ThreatModelPageTest::methods)
          .collect(Collectors.joining("\n"));
    }
  }

  private static Stream<String> methods(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    try {
      return Pattern.compile("void \\w+\\(")
          .matcher(Files.readString(file))
          .results()
          .map(method -> type + " " + method.group());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
