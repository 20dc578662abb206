package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the committed cohorts to what their documentation says of them. */
class DatasetsTest {
  private static final Path DATASETS =
      Path.of(System.getProperty("blindsum.root", "../..")).resolve("datasets");
  private static final Pattern SPECIFICATION =
      Pattern.compile("(\\w+):(?:(int|month|dec\\((\\d)\\))\\[(\\d+)\\.\\.(\\d+)]|cat\\{(.+)})");

  @ParameterizedTest
  @MethodSource("checksums")
  void hasTheRecordedDigest(String file, String sha256)
      throws IOException, NoSuchAlgorithmException {
    byte[] bytes = Files.readAllBytes(DATASETS.resolve(file));

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo(sha256);
    assertThat(Files.readString(DATASETS.resolve("README.md"))).contains(file, sha256);
  }

  @ParameterizedTest
  @CsvSource({
    "actg175/actg175.csv, 2139",
    "diabetes/diabetes.csv, 442",
    "flchain/flchain.csv, 7874",
    "synthea/observations.csv, 400",
  })
  void hasTheRecordedRowsAndAllowedValues(String file, int rows) throws IOException {
    Path csv = DATASETS.resolve(file);
    Map<Integer, Matcher> declared = new LinkedHashMap<>();
    try (CohortSource source = io.blindsum.cohort.CsvSource.open(csv)) {
      for (Matcher column : specifications(csv.resolveSibling("columns.txt"))) {
        declared.put(source.column(column.group(1)), column);
      }
      assertThat(declared).hasSizeGreaterThan(9);
      while (source.next()) {
        declared.forEach(
            (index, column) ->
                assertThat(fits(column, source.field(index).toString()))
                    .as(column.group() + " at " + source.where())
                    .isTrue());
      }
      assertThat(source.row()).isEqualTo(rows);
    }
  }

  @Test
  void documentsEveryDeclaredColumn() throws IOException {
    String readme = Files.readString(DATASETS.resolve("README.md"));
    for (String folder : List.of("actg175", "diabetes", "flchain", "synthea")) {
      for (Matcher column : specifications(DATASETS.resolve(folder).resolve("columns.txt"))) {
        String type = column.group().substring(column.end(1) + 1);
        String shortened = column.group(1).equals("chapter") ? "cat{Blood,...,Skin}" : type;
        assertThat(readme).contains("| %s | `%s` |".formatted(column.group(1), shortened));
      }
    }
  }

  private static boolean fits(Matcher column, String field) {
    if (field.isEmpty()) {
      return true;
    }
    if (column.group(6) != null) {
      return Arrays.asList(column.group(6).split(",")).contains(field);
    }
    BigDecimal value = new BigDecimal(field);
    int decimals = column.group(3) == null ? 0 : Integer.parseInt(column.group(3));
    return value.scale() <= decimals
        && value.compareTo(new BigDecimal(column.group(4))) >= 0
        && value.compareTo(new BigDecimal(column.group(5))) <= 0;
  }

  private static List<Matcher> specifications(Path columns) throws IOException {
    List<Matcher> specifications = new ArrayList<>();
    for (String line : Files.readAllLines(columns)) {
      if (!line.startsWith("#")) {
        Matcher column = SPECIFICATION.matcher(line);
        assertThat(column.matches()).as(line).isTrue();
        specifications.add(column);
      }
    }
    return specifications;
  }

  static List<Arguments> checksums() throws IOException {
    return Files.readAllLines(DATASETS.resolve("checksums.sha256")).stream()
        .map(line -> line.split("  ", 2))
        .map(pair -> Arguments.of(pair[1], pair[0]))
        .toList();
  }
}
