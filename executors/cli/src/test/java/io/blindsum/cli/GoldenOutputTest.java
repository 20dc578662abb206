package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.blindsum.keys.CheckedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an earlier version printed of totals is still printed: where nothing is hidden byte for
 * byte, and elsewhere with no figure that is another, and no small count that is shown. Which
 * counts are hidden to protect the small ones is for each version to choose.
 */
class GoldenOutputTest {
  private static final Path GOLDEN = Cli.ROOT.resolve("executors/cli/src/test/resources/golden");
  private static final JsonMapper JSON = new JsonMapper();

  /** What was added since, and the backend, which is that of the machine. */
  private static final String ADDED =
      ",\"variance\":(null|[-0-9.E]+)(?=})|,\"audit\":\\{[^}]*}|\"backend\":\"[^\"]*\""
          + "|,\"left_out\":\\[[^]]*]";

  /** A later version merges more steps of a curve, whose counts are then those of more steps. */
  private static final Pattern MERGED = Pattern.compile("/steps/.*/(at_risk|events|censored)");

  private static final List<String> KEYS =
      List.of("statistic", "group", "time", "from", "value", "row", "a", "b", "term", "column");

  @ParameterizedTest
  @ValueSource(strings = {"sexes", "odd", "weights"})
  void printsTheSameJson(String name) throws IOException {
    assertThat(decrypt(name, "--json").out().replaceAll(ADDED, ""))
        .isEqualTo(read(name + ".json").replaceAll(ADDED, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sexes-50", "overall", "overall-200", "arms", "odd-3"})
  void showsInJsonNoOtherFigureAndNoSmallCount(String name) throws IOException {
    Map<String, JsonNode> printed = leaves(decrypt(name, "--json").out());
    Map<String, JsonNode> golden = leaves(read(name + ".json"));
    golden.keySet().retainAll(printed.keySet());
    assertThat(golden).hasSizeGreaterThan(50);
    golden.forEach(
        (path, before) -> {
          JsonNode now = Objects.requireNonNull(printed.get(path));
          if (!isHidden(now) && !isHidden(before) && !MERGED.matcher(path).find()) {
            assertThat(now).as(path).isEqualTo(before);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sexes",
        "sexes-50",
        "overall",
        "overall-200",
        "arms",
        "odd",
        "odd-3",
        "weights",
      })
  void showsInCsvNoOtherFigureAndNoSmallCount(String name) throws IOException {
    Map<List<String>, NamedCsvRecord> printed = totals(decrypt(name, "--csv").out());
    for (Map.Entry<List<String>, NamedCsvRecord> golden : totals(read(name + ".csv")).entrySet()) {
      NamedCsvRecord now = printed.get(golden.getKey());
      if (now == null) {
        // no column of a hidden group is listed
        assertThat(golden.getKey().get(0)).isNotEmpty();
        continue;
      }
      for (String field : List.of("n", "sum", "mean", "sd")) {
        String before = golden.getValue().getField(field);
        if (!before.equals("hidden")) {
          assertThat(now.getField(field))
              .as(golden.getKey() + " " + field)
              .isIn("", before)
              .matches("[-0-9.E]*");
        }
      }
    }
  }

  /** Returns the lines of totals by their group, column and value. */
  private static Map<List<String>, NamedCsvRecord> totals(String csv) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      return reader.stream()
          .filter(line -> !line.getHeader().contains("statistic") || isEmpty(line, "statistic"))
          .collect(
              Collectors.toMap(
                  line -> line.getFields().subList(0, line.getHeader().indexOf("n")),
                  Function.identity()));
    }
  }

  private static boolean isEmpty(NamedCsvRecord line, String field) {
    return line.getField(field).isEmpty();
  }

  /** Returns the figures of a result by where they are; an item of a list by what it is about. */
  private static Map<String, JsonNode> leaves(String json) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    collect("", JSON.readTree(json), leaves);
    leaves.remove("/backend");
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(member -> collect(path + "/" + member.getKey(), member.getValue(), leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "/" + key(node.get(i), i), node.get(i), leaves);
      }
    } else {
      leaves.put(path, node);
    }
  }

  private static String key(JsonNode item, int index) {
    String key =
        KEYS.stream()
            .filter(item::has)
            .map(name -> name + "=" + item.get(name))
            .collect(Collectors.joining(","));
    return key.isEmpty() ? String.valueOf(index) : key;
  }

  private static boolean isHidden(JsonNode figure) {
    return figure.isString() && figure.stringValue().equals("hidden");
  }

  /** Copies the key to where nobody else may read it, as a checkout does not keep its mode. */
  private static Path key() throws IOException {
    Path key = Files.createTempDirectory("golden").resolve("golden.key");
    CheckedFiles.writeNew(key, Files.readAllBytes(GOLDEN.resolve("golden.key")), "rw-------");
    return key;
  }

  private static Cli.Run decrypt(String name, String format) throws IOException {
    String[] parts = name.split("-", -1);
    String file = GOLDEN.resolve(parts[0] + ".bsr").toString();
    String key = "--key=" + key();
    return parts.length == 1
        ? Cli.run("decrypt", file, key, format).ok()
        : Cli.run("decrypt", file, key, format, "--min-cell=" + parts[1]).ok();
  }

  private static String read(String file) throws IOException {
    return Files.readString(GOLDEN.resolve(file));
  }
}
