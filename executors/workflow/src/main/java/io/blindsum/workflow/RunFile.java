package io.blindsum.workflow;

import io.blindsum.cohort.DataException;
import io.blindsum.cohort.YamlMap;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a researcher writes down to run a study: which columns of which dataset at which sites.
 *
 * @param study the study
 * @param dataset the dataset's name in each site's catalogue
 * @param parameters values for the dataset's parameters
 * @param columns column types by name
 * @param groupBy group specifications
 * @param layout {@code wide} or {@code tall}
 * @param limits what the totals are made for
 * @param stats the statistics that are wanted; empty for the moments
 * @param sites the hospitals, each once
 * @param window how many batches are under way at once; 0 for the default
 */
public record RunFile(
    String study,
    String dataset,
    Map<String, Object> parameters,
    SortedMap<String, String> columns,
    List<String> groupBy,
    String layout,
    Limits limits,
    List<String> stats,
    List<String> sites,
    int window) {
  private static final long MAX_PATIENTS = 1_000_000_000_000L;
  private static final int MAX_SITES = 1_000;
  private static final int MAX_WINDOW = 1_000;

  /**
   * What the totals are made for.
   *
   * @param patients the most rows of all sites together
   * @param sitesMin how many sites have to contribute
   */
  public record Limits(long patients, int sitesMin) {}

  /**
   * Reads a file.
   *
   * @throws DataException naming line and column
   */
  public static RunFile read(Path file) {
    YamlMap root = YamlMap.read(file);
    root.requireOnly(
        "study",
        "dataset",
        "parameters",
        "columns",
        "group_by",
        "layout",
        "limits",
        "stats",
        "sites",
        "cloud");
    List<String> sites = root.texts("sites");
    if (sites.isEmpty() || sites.stream().distinct().count() < sites.size()) {
      throw root.fault("sites", "name each hospital once, at least one");
    }
    String layout = root.optionalText("layout").orElse("wide");
    if (!PlanRequest.LAYOUTS.contains(layout)) {
      throw root.fault("layout", "none of " + String.join(", ", PlanRequest.LAYOUTS));
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    root.map("parameters").ifPresent(values -> parameters.putAll(values.toValues()));
    SortedMap<String, String> columns = new TreeMap<>();
    root.map("columns").ifPresent(types -> columns.putAll(types.toTexts()));
    if (columns.isEmpty()) {
      throw root.fault("columns", "name at least one, such as age: int[0..120]");
    }
    return new RunFile(
        root.text("study"),
        root.text("dataset"),
        parameters,
        columns,
        root.texts("group_by"),
        layout,
        limits(root, sites.size()),
        root.texts("stats"),
        sites,
        window(root));
  }

  private static Limits limits(YamlMap root, int sites) {
    YamlMap limits = root.map("limits").orElseThrow(() -> root.fault("limits", "missing"));
    limits.requireOnly("patients", "sites_min");
    return new Limits(
        limits.integer("patients", 1, MAX_PATIENTS, null),
        (int) limits.integer("sites_min", 1, Math.min(sites, MAX_SITES), (long) sites));
  }

  private static int window(YamlMap root) {
    YamlMap cloud = root.map("cloud").orElse(null);
    return cloud == null
        ? 0
        : (int) cloud.requireOnly("window").integer("window", 1, MAX_WINDOW, 0L);
  }

  /**
   * Returns what each site is asked.
   *
   * @param publicKey as {@code SeedKeyFormat} writes it
   */
  public PlanRequest planRequest(String publicKey) {
    return new PlanRequest(
        study,
        dataset,
        parameters,
        columns,
        groupBy,
        layout,
        limits.patients(),
        Objects.requireNonNull(publicKey),
        0,
        stats);
  }
}
