package io.blindsum.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of one run.
 *
 * @param suite {@code engine}, {@code pipeline} or {@code peers}
 * @param machine what bounds the kernels here, by name; empty where it was not measured
 */
public record Report(
    String suite,
    Conditions conditions,
    Map<String, Double> machine,
    List<Measurement> measurements,
    List<Ratio> ratios) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Returns the whole report as JSON. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("suite", suite);
    json.put("conditions", conditions);
    json.put("machine", machine);
    json.put("ratios", ratios);
    json.put("measurements", measurements.stream().map(Report::json).toList());
    return MAPPER.writeValueAsString(json);
  }

  private static Map<String, Object> json(Measurement measurement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("operation", measurement.operation());
    json.put("subject", measurement.subject());
    json.put("bits", measurement.bits());
    json.put("threads", measurement.threads());
    json.put("parameters", measurement.parameters());
    json.put("clock", measurement.clock());
    json.put("microseconds", measurement.microseconds());
    json.put("per_second", measurement.perSecond());
    json.put("rounds", measurement.rounds());
    return json;
  }

  /**
   * Writes {@code SUITE.json}, the plots and {@code SUITE.html}.
   *
   * @return what was written
   */
  public List<Path> write(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Path> files = new ArrayList<>();
      files.add(Files.writeString(folder.resolve(suite + ".json"), json()));
      List<Plot> plots = Plots.of(this);
      for (Plot plot : plots) {
        files.addAll(plot.write(folder));
      }
      files.add(Files.writeString(folder.resolve(suite + ".html"), Page.of(this, plots)));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }
}
