package io.blindsum.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Conditions CONDITIONS =
      new Conditions("a <processor>", 2, "a virtual machine", "an OS", "1.0", "2026-11-01");

  @TempDir private Path folder;

  @Test
  void writesEveryPlotThatTheMeasurementsAllow() {
    List<Measurement> measurements = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      measurements.add(measured("sum", threads, Map.of()));
    }
    for (String window : List.of("8", "10")) {
      measurements.add(measured("fixed-base", 1, Map.of("window", window)));
    }
    for (String rows : List.of("100", "1000")) {
      measurements.add(measured("csv-to-frame", 2, Map.of("rows", rows)));
    }
    Ratio ratio = new Ratio("sum", "a peer", true, 2048, 5, 7, 1, 5);
    List<Path> files =
        new Report("engine", CONDITIONS, Map.of(), measurements, List.of(ratio)).write(folder);
    assertThat(files.stream().map(file -> String.valueOf(file.getFileName())))
        .containsExactlyInAnyOrder(
            "engine.json",
            "engine.html",
            "engine-throughput.png",
            "engine-throughput.svg",
            "engine-backends.png",
            "engine-backends.svg",
            "engine-speedup.png",
            "engine-speedup.svg",
            "engine-threads.png",
            "engine-threads.svg",
            "engine-table.png",
            "engine-table.svg",
            "engine-growth.png",
            "engine-growth.svg");
    assertThat(files).allSatisfy(file -> assertThat(Files.size(file)).isPositive());
  }

  @Test
  void theBestRoundCounts() {
    Measurement measurement =
        new Measurement("sum", "ifma", 2048, 1, Map.of(), "cpu", List.of(3.0, 2.0, 4.0));
    assertThat(measurement.microseconds()).isEqualTo(2.0);
    assertThat(measurement.perSecond()).isEqualTo(500_000.0);
  }

  @Test
  void jsonHoldsConditionsRoundsAndRatios() {
    Ratio ratio = new Ratio("sum", "a peer", true, 2048, 5, 7, 1, 5);
    Report report =
        new Report(
            "peers",
            CONDITIONS,
            Map.of("ifma_per_ns", 3.5),
            List.of(measured("sum", 1, Map.of())),
            List.of(ratio));
    JsonNode json = JsonMapper.shared().readTree(report.json());
    assertThat(json.at("/conditions/cpu").asString()).isEqualTo("a <processor>");
    assertThat(json.at("/machine/ifma_per_ns").asDouble()).isEqualTo(3.5);
    assertThat(json.at("/measurements/0/rounds/1").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/ratios/0/times").asDouble()).isEqualTo(5);
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    new Report("engine", CONDITIONS, Map.of(), List.of(measured("sum", 1, Map.of())), List.of())
        .write(folder);
    String page = Files.readString(folder.resolve("engine.html"), StandardCharsets.UTF_8);
    assertThat(page).contains("a &lt;processor&gt;").doesNotContain("<script", "http:", "https:");
  }

  private static Measurement measured(
      String operation, int threads, Map<String, String> parameters) {
    return new Measurement(operation, "ifma", 2048, threads, parameters, "cpu", List.of(2.0, 1.5));
  }
}
