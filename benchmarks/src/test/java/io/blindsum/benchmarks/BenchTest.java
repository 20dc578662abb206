package io.blindsum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs each suite in its smallest form; says nothing about speed. */
class BenchTest {
  @TempDir private Path out;

  @Test
  void engineWritesItsFiles() throws IOException {
    assertThat(run("engine", "--quick", "-f", "AddBenchmark", "--backend", "java")).isEmpty();
    assertThat(files())
        .containsExactly(
            "engine-backends.png",
            "engine-backends.svg",
            "engine-throughput.png",
            "engine-throughput.svg",
            "engine.html",
            "engine.json");
    JsonNode measured = json("engine.json").get("measurements");
    assertThat(measured.size()).isEqualTo(1);
    assertThat(measured.get(0).get("operation").asString()).isEqualTo("add");
    assertThat(measured.get(0).get("subject").asString()).isEqualTo("java");
    assertThat(measured.get(0).get("bits").asInt()).isEqualTo(512);
    assertThat(measured.get(0).get("microseconds").asDouble()).isPositive();
  }

  @Test
  void pipelineWritesItsFiles() throws IOException {
    assertThat(run("pipeline", "--quick", "-f", "PackBenchmark")).isEmpty();
    assertThat(files())
        .containsExactly(
            "pipeline-growth.png", "pipeline-growth.svg", "pipeline.html", "pipeline.json");
    assertThat(json("pipeline.json").get("measurements").size()).isEqualTo(2);
  }

  @Test
  void colonyMeasuresEachWindow() throws IOException {
    String[] options = {"colony", "--windows", "1,3", "--graphs", "4", "--rounds", "1"};
    assertThat(execute(options, "--bytes", "999", "--out", out.toString())).isEmpty();
    assertThat(files()).containsExactly("colony.json");
    JsonNode rates = json("colony.json").get("megabytesPerSecond");
    assertThat(rates.propertyNames()).containsExactlyInAnyOrder("1", "3");
    assertThat(rates.get("3").asDouble()).isPositive();
  }

  @Test
  void peersTakeTurns() throws IOException {
    System.setProperty("blindsum.home", System.getProperty("blindsum.root"));
    assertThat(run("peers", "--quick", "-f", "add", "--peer", "BlindSum java,BlindSum gmp"))
        .isEmpty();
    assertThat(files()).contains("peers.html", "peers.json");
    JsonNode measured = json("peers.json").get("measurements");
    assertThat(measured.size()).isPositive();
    assertThat(measured.get(0).get("rounds").size()).isEqualTo(3);
    assertThat(measured.get(0).get("clock").asString()).isEqualTo("cpu");
  }

  @Test
  void namesAFilterThatFindsNothing() {
    assertThat(run("engine", "--quick", "-f", "NoSuch"))
        .isEqualTo("error[2]: no benchmark has NoSuch in its name\n");
  }

  /** Runs a suite with a small key; returns what it complains about. */
  private String run(String suite, String... options) {
    return execute(new String[] {suite, "--bits", "512", "--out", out.toString()}, options);
  }

  private static String execute(String[] first, String... rest) {
    StringWriter errors = new StringWriter();
    Bench.commandLine()
        .setErr(new PrintWriter(errors, true))
        .execute(Stream.of(first, rest).flatMap(Stream::of).toArray(String[]::new));
    return errors.toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  private JsonNode json(String file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(out.resolve(file)));
  }
}
