package io.blindsum.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The arguments of {@link Functions#PLAN_COHORT}.
 *
 * @param study the study
 * @param dataset the dataset's name in the site's catalogue, never SQL
 * @param parameters values for the dataset's declared parameters, by name
 * @param columns column types by name, as {@code encrypt --column} has them; always in the order of
 *     the names, because the server keeps no other
 * @param groupBy group specifications, as {@code encrypt --group-by} has them
 * @param layout {@code wide} or {@code tall}
 * @param maxRows the most rows that may ever be added up, over all sites
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param batchRows the most rows of a batch; 0 for as many as make a frame of about 1 MB
 * @param stats the statistics that are wanted; empty for the moments
 */
public record PlanRequest(
    String study,
    String dataset,
    Map<String, Object> parameters,
    SortedMap<String, String> columns,
    List<String> groupBy,
    String layout,
    long maxRows,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    int batchRows,
    List<String> stats) {
  /** The words for how many records share a plaintext. */
  public static final List<String> LAYOUTS = List.of("wide", "tall");

  private static final Map<String, Object> OPTIONAL =
      Map.of("parameters", Map.of(), "group_by", List.of(), "batch_rows", 0, "stats", List.of());

  public PlanRequest {
    Check.name("study", study);
    Check.name("dataset", dataset);
    parameters = Map.copyOf(parameters);
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    Check.notEmpty("columns", columns.keySet());
    groupBy = List.copyOf(groupBy);
    Check.oneOf("layout", layout, LAYOUTS);
    Check.positive("max_rows", maxRows);
    Check.notNegative("batch_rows", batchRows);
    stats = List.copyOf(stats);
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static PlanRequest of(Map<String, Object> arguments) {
    Map<String, Object> all = new LinkedHashMap<>(OPTIONAL);
    all.putAll(arguments);
    return MessageJson.read(Functions.PLAN_COHORT, all, PlanRequest.class);
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }
}
