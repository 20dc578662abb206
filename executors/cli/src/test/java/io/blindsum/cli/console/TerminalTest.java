package io.blindsum.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal is told from a file by what the system says of the open one. */
class TerminalTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/12, true",
    "/dev/tty1, true",
    "/dev/console, true",
    "/dev/null, false",
    "/dev/pts/ptmx, false",
    "/home/me/total.bsr, false",
    "pipe:[4711], false",
  })
  void isToldByItsName(String target, boolean terminal) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("1"), Path.of(target));
    assertThat(Terminal.isTerminal(link)).isEqualTo(terminal);
    Files.delete(link);
    assertThat(Terminal.isTerminal(link)).isFalse();
  }
}
