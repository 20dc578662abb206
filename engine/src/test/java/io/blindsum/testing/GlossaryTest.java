package io.blindsum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that the glossary of CONTRIBUTING.md retired: they do not come back. */
class GlossaryTest {
  private static final Path ROOT = Path.of(System.getProperty("blindsum.root"));
  private static final String HEADING = "## One word for one thing";
  private static final Pattern TICKED = Pattern.compile("`([A-Za-z_]+)`");

  @Test
  void retiredNamesStandNowhere() throws IOException {
    List<String> retired = retired();
    assertThat(retired).contains("CloudKey", "StudyQuery");
    Pattern any = Pattern.compile("\\b(" + String.join("|", retired) + ")\\b");
    List<String> found;
    try (Stream<Path> files = Files.walk(ROOT)) {
      found = files.filter(GlossaryTest::isOurs).flatMap(file -> found(any, file)).toList();
    }
    assertThat(found).as("CONTRIBUTING.md has the words in their place").isEmpty();
  }

  /** Returns the names in the last cells of the table. */
  private static List<String> retired() throws IOException {
    String text = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    String table = text.substring(text.indexOf(HEADING), text.indexOf("`GlossaryTest`"));
    return table
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
        .flatMap(cell -> TICKED.matcher(cell).results().map(name -> name.group(1)))
        .toList();
  }

  /** The code of every module, and the pages but for the history and the glossary itself. */
  private static boolean isOurs(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean page = name.endsWith(".md") && ROOT.relativize(file).getNameCount() <= 2;
    boolean code = name.endsWith(".java") && file.toString().contains("src/");
    return (page || code)
        && !List.of("CHANGELOG.md", "CONTRIBUTING.md", "GlossaryTest.java").contains(name);
  }

  private static Stream<String> found(Pattern any, Path file) {
    try {
      return any.matcher(Files.readString(file))
          .results()
          .map(name -> name.group() + " in " + ROOT.relativize(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
