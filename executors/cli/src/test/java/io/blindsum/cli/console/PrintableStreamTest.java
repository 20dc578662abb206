package io.blindsum.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.testing.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing of a stranger's reaches the terminal as it is. */
class PrintableStreamTest {
  private static final List<String> STRANGE =
      List.of(
          "\u001b[2J",
          "\u009b1m",
          "\u0000",
          "\r",
          "\u202e",
          "\u200f",
          "\u2028",
          "\ud800",
          "\u0007");

  /** These cut a digest that they computed or checked. */
  private static final List<String> CUT_WHAT_THEY_MADE =
      List.of(
          "ApprovedKeys",
          "DuplicateStreamException",
          "EncryptedTotals",
          "KeyMismatchException",
          "PaillierPublicKey",
          "SealPublicKey",
          "SeedHospital",
          "SumVerifier",
          "ThresholdKey",
          "VerifyingKey");

  @Test
  @Requirement(
      id = "R39",
      figure = "ESC, bidi, NUL, carriage returns in whatever is printed: 0 raw bytes out")
  void nothingThatSteersIsPrinted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintableStream out = new PrintableStream(bytes)) {
      for (String text : STRANGE) {
        out.println("a" + text);
        out.print(text);
        out.printf(Locale.ROOT, "%s%n", text);
        out.append(text).append(text, 0, 1);
        out.println((Object) text);
      }
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertThat(printed.replace("\n", "").chars()).noneMatch(PrintableStreamTest::steers);
    assertThat(printed).startsWith("a?[2J\n?[2J?[2J\n");
  }

  private static boolean steers(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  @Test
  void linesTabsAndOtherScriptsStay() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintableStream out = new PrintableStream(bytes)) {
      out.printf(Locale.ROOT, "%s\t%s%n", "Luleå", "北");
      out.write(27);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("Luleå\t北\n\u001b");
  }

  /** The sources of the program know no other way to print, and no other way to write CSV. */
  @Test
  void thereIsNoOtherPrintingAndNoOtherCsv() throws IOException {
    Path root = Path.of(System.getProperty("blindsum.root"));
    for (String module : List.of("engine", "executors", "native")) {
      try (Stream<Path> files = Files.walk(root.resolve(module))) {
        for (Path file : files.filter(PrintableStreamTest::isOurs).toList()) {
          assertThat(Files.readString(file))
              .as(file.toString())
              .doesNotContain("new PrintStream(")
              .doesNotContain("replace(\"\\\"\", \"\\\"\\\"\")");
        }
      }
    }
  }

  /** What is steering is said once, but for the client of a colony, which stands alone. */
  @Test
  void whatSteersIsSaidOnce() throws IOException {
    assertThat(sourcesWith("p{Cf}", "Character.FORMAT"))
        .containsExactlyInAnyOrder(
            "PrintableText", "OneLine", "ServiceLogging", "ColumnNames", "ValueAdvice");
    assertThat(sourcesWith("FileDescriptor.out", "FileDescriptor.err"))
        .containsExactly("StandardStreams");
    assertThat(sourcesWith("printStackTrace(")).containsExactly("BlindSum");
  }

  /** Commands cut ids in one place, which takes any text. */
  @Test
  void idsAreCutInOnePlace() throws IOException {
    assertThat(sourcesWith(".substring(0, 8)")).isSubsetOf(CUT_WHAT_THEY_MADE);
  }

  private static List<String> sourcesWith(String... words) throws IOException {
    Path root = Path.of(System.getProperty("blindsum.root"));
    List<String> found = new ArrayList<>();
    for (String module : List.of("engine", "executors", "native")) {
      try (Stream<Path> files = Files.walk(root.resolve(module))) {
        for (Path file : files.filter(name -> isJava(name.toString())).toList()) {
          String text = Files.readString(file);
          if (Stream.of(words).anyMatch(text::contains)) {
            found.add(file.getFileName().toString().replace(".java", ""));
          }
        }
      }
    }
    return found;
  }

  private static boolean isJava(String name) {
    return name.contains("/src/main/java/") && name.endsWith(".java");
  }

  private static boolean isOurs(Path file) {
    String name = file.toString();
    return isJava(name)
        && !name.contains("/colony-local/")
        && !name.endsWith("/CsvText.java")
        && !name.endsWith("/LabelList.java")
        && !name.endsWith("/SqlWriter.java");
  }
}
