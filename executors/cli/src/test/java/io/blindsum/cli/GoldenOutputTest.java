package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.keys.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an earlier version printed of totals is still printed, byte for byte. */
class GoldenOutputTest {
  private static final Path GOLDEN = Cli.ROOT.resolve("executors/cli/src/test/resources/golden");

  /** What was added since. */
  private static final String VARIANCE = ",\"variance\":(null|[-0-9.E]+)(?=})";

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
  void printsTheSameJson(String name) throws IOException {
    String printed = decrypt(name, "--json").out();
    assertThat(printed.replaceAll(VARIANCE, "").replaceFirst("\"backend\":\"[^\"]*\"", "#"))
        .isEqualTo(read(name + ".json").replaceFirst("\"backend\":\"[^\"]*\"", "#"));
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
  void printsTheSameFieldsOfTotalsAsCsv(String name) throws IOException {
    List<String> printed = decrypt(name, "--csv").out().lines().toList();
    List<String> golden = read(name + ".csv").lines().toList();
    for (int i = 0; i < golden.size(); i++) {
      assertThat(printed.get(i)).startsWith(golden.get(i) + ",");
    }
  }

  /** Copies the key to where nobody else may read it, as a checkout does not keep its mode. */
  private static Path key() throws IOException {
    Path key = Files.createTempDirectory("golden").resolve("golden.key");
    OwnerOnlyFiles.writeNew(key, Files.readAllBytes(GOLDEN.resolve("golden.key")), "rw-------");
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
