package io.blindsum.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the table of docs/trust.md equal to the {@link Requirement} annotations of all modules. The
 * fix: {@code mvn -pl engine test -Dtest=TrustTableTest -Dtrust.write=true}.
 */
class TrustTableTest {
  private static final Path ROOT = Path.of(System.getProperty("blindsum.root"));
  private static final Path PAGE = ROOT.resolve("docs/trust.md");
  private static final String HEAD = "| requirement | figure | test |\n|---|---|---|\n";
  private static final String ANNOTATION =
      "@Requirement\\(\\s*id = \"(R\\d+)\",\\s*figure =\\s*((?:\"[^\"]*\"[\\s+]*)+)\\)";
  private static final Pattern REQUIREMENT = Pattern.compile(ANNOTATION);
  private static final Pattern ANNOTATED =
      Pattern.compile(
          "((?:"
              + ANNOTATION
              + "\\s+)+)(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:public )?(?:void|Stream<DynamicTest>) (\\w+)\\(");

  private record Line(String id, String figure, String test) {
    int number() {
      return Integer.parseInt(id.substring(1));
    }

    @Override
    public String toString() {
      return "| %s | %s | `%s` |".formatted(id, figure, test);
    }
  }

  @Test
  void isCurrent() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEAD);
    assertThat(start).as("the table's head in docs/trust.md").isNotNegative();
    String current = page.substring(0, start) + HEAD + table();
    if (Boolean.getBoolean("trust.write")) {
      Files.writeString(PAGE, current);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(current);
  }

  private static String table() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(TrustTableTest::isTest).toList()) {
        addLines(file, lines);
      }
    }
    return lines.stream()
        .sorted(Comparator.comparingInt(Line::number).thenComparing(Line::toString))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isTest(Path file) {
    String name = file.toString();
    return (name.endsWith("Test.java") || name.endsWith("Fuzz.java"))
        && name.contains("src/test/java");
  }

  private static void addLines(Path file, List<Line> lines) throws IOException {
    Matcher annotated = ANNOTATED.matcher(Files.readString(file));
    while (annotated.find()) {
      Matcher requirement = REQUIREMENT.matcher(annotated.group(1));
      while (requirement.find()) {
        String figure = requirement.group(2).strip().replaceAll("\"\\s*\\+\\s*\"", "");
        lines.add(
            new Line(
                requirement.group(1),
                figure.substring(1, figure.length() - 1),
                file.getFileName().toString().replace(".java", "") + "." + annotated.group(4)));
      }
    }
  }
}
