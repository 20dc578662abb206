package io.blindsum.release.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of statistics says of each what its declaration says. */
class DocumentationTest {
  private static final Path PAGE =
      Path.of(System.getProperty("blindsum.root"), "docs/statistics.md");

  @Test
  void hasALineForEachStatistic() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    for (Declaration statistic : Statistics.declarations()) {
      String source = statistic.source().isEmpty() ? "" : statistic.source() + " ";
      assertThat(lines)
          .contains("| `%s` | %s | %s|".formatted(statistic.name(), statistic.formula(), source));
    }
  }

  @Test
  void namesEachStatisticAndEachOfItsFiguresOnce() {
    assertThat(Statistics.declarations()).extracting(Declaration::name).doesNotHaveDuplicates();
    assertThat(Statistics.declarations())
        .allSatisfy(
            statistic ->
                assertThat(statistic.columns())
                    .extracting(column -> column.name())
                    .doesNotHaveDuplicates());
  }
}
