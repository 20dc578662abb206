package io.blindsum.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.SpecificationException;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.question.Noise;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionException;
import io.blindsum.question.text.QuestionText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The arguments of {@link Functions#PLAN_COHORT}: a whole question, as text. {@link #toQuestion}
 * reads it as strictly as a question in a file.
 *
 * @param run the run's nonce; empty lets the site draw one, for a plan that stands alone
 * @param attempt how often the site was asked before in this run
 * @param sites the hospitals that are asked, each once; none for the one that reads it alone
 * @param study the study
 * @param dataset the dataset's name in the site's catalogue, never SQL
 * @param parameters values for the dataset's declared parameters, by name
 * @param where the condition on the rows; empty for none
 * @param whereColumns types of the columns that only the condition needs, by name
 * @param missing words that mean that there is no value, by column; those of the empty name hold
 *     for all; left out of a message where there are none
 * @param columns column types by name, as {@code encrypt --column} has them; always in the order of
 *     the names, because the server keeps no other
 * @param groupBy group specifications, as {@link io.blindsum.question.GroupBy#texts} has them
 * @param layout {@code wide}, {@code tall} or {@code partials}
 * @param maxRows the most rows that may ever be added up, over all sites
 * @param publicKey as {@code SeedKeyFormat} writes it
 * @param batchRows the most rows of a batch; 0 for as many as make a frame of about 1 MB
 * @param stats the statistics that are wanted; empty for the moments
 * @param sitesMin how many sites have to contribute
 * @param minCell the least count that is released
 * @param rounding what released counts are multiples of; 1 for exact ones
 * @param rowsPerParameter how many rows a linear model has at least for each of its parameters
 * @param hideZeros whether a count of nobody is hidden like a small one
 * @param epsilon of the noise that each site adds to its totals; empty for exact ones, and left out
 *     of a message then
 * @param files whether batches are to lie in the site's object store, and so may be larger; left
 *     out of a message where they travel inside
 * @param queryHash what {@link Question#hash} is for who asks, so that nobody answers another
 *     question than was meant; empty if unknown
 */
public record PlanRequest(
    String run,
    int attempt,
    List<String> sites,
    String study,
    String dataset,
    Map<String, Object> parameters,
    String where,
    SortedMap<String, String> whereColumns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, List<String>> missing,
    SortedMap<String, String> columns,
    List<String> groupBy,
    String layout,
    long maxRows,
    @JsonProperty(Functions.KEY_ARGUMENT) String publicKey,
    int batchRows,
    List<String> stats,
    int sitesMin,
    int minCell,
    int rounding,
    int rowsPerParameter,
    boolean hideZeros,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String epsilon,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean files,
    String queryHash) {
  private static final Map<String, Object> OPTIONAL =
      Map.ofEntries(
          Map.entry("run", ""),
          Map.entry("attempt", 0),
          Map.entry("sites", List.of()),
          Map.entry("parameters", Map.of()),
          Map.entry("where", ""),
          Map.entry("where_columns", Map.of()),
          Map.entry("missing", Map.of()),
          Map.entry("group_by", List.of()),
          Map.entry("batch_rows", 0),
          Map.entry("stats", List.of()),
          Map.entry("sites_min", 1),
          Map.entry("min_cell", Question.Limits.DEFAULT_MIN_CELL),
          Map.entry("rounding", 1),
          Map.entry("rows_per_parameter", ReleaseRule.DEFAULT_ROWS_PER_PARAMETER),
          Map.entry("hide_zeros", false),
          Map.entry("epsilon", ""),
          Map.entry("files", false),
          Map.entry("query_hash", ""));

  public PlanRequest {
    if (!run.isEmpty()) {
      Check.hex("run", run);
    }
    Check.number("attempt", attempt);
    sites = sites.isEmpty() ? List.of() : Check.names("sites", sites);
    Check.name("study", study);
    Check.name("dataset", dataset);
    Check.few("parameters", parameters.keySet());
    parameters = Map.copyOf(parameters);
    Check.text("where", where);
    Check.few("where_columns", whereColumns.keySet());
    whereColumns = Collections.unmodifiableSortedMap(new TreeMap<>(whereColumns));
    Check.few("missing", missing.keySet());
    missing.values().forEach(words -> Check.few("missing", words));
    missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    Check.few("columns", columns.keySet());
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    Check.notEmpty("columns", columns.keySet());
    groupBy = Check.list("group_by", groupBy);
    Check.number("max_rows", maxRows);
    Check.number("batch_rows", batchRows);
    stats = Check.list("stats", stats);
    Check.number("sites_min", sitesMin);
    Check.number("min_cell", minCell);
    Check.number("rounding", rounding);
    Check.number("rows_per_parameter", rowsPerParameter);
    Check.text("epsilon", epsilon);
    if (!queryHash.isEmpty()) {
      Check.hex("query_hash", queryHash);
    }
  }

  /**
   * Writes down a question.
   *
   * @param publicKey as {@code SeedKeyFormat} writes it
   */
  public static PlanRequest of(Question question, String publicKey) {
    List<String> stats = new ArrayList<>(question.moments());
    question.statistics().forEach(statistic -> stats.add(statistic.toString()));
    return new PlanRequest(
        "",
        0,
        List.of(),
        question.study(),
        question.dataset(),
        question.parameters(),
        question.where().map(Object::toString).orElse(""),
        types(question.whereColumns()),
        question.missing(),
        types(question.columns()),
        question.groupBy().texts(),
        question.layout().text(),
        question.limits().maxRows(),
        publicKey,
        question.run().batchRows(),
        stats,
        question.limits().sitesMin(),
        question.limits().rule().minCell(),
        question.limits().rule().rounding(),
        question.limits().rule().rowsPerParameter(),
        question.limits().rule().hideZeros(),
        question.limits().noise().map(Object::toString).orElse(""),
        question.run().files(),
        question.hash());
  }

  /**
   * Returns the same question as it is put to sites.
   *
   * @param nonce of the run
   * @param tries how often the site was asked before in this run
   * @param asked every hospital that is asked
   */
  public PlanRequest ask(String nonce, int tries, List<String> asked) {
    return new PlanRequest(
        nonce,
        tries,
        asked,
        study,
        dataset,
        parameters,
        where,
        whereColumns,
        missing,
        columns,
        groupBy,
        layout,
        maxRows,
        publicKey,
        batchRows,
        stats,
        sitesMin,
        minCell,
        rounding,
        rowsPerParameter,
        hideZeros,
        epsilon,
        files,
        queryHash);
  }

  /** Returns the text that two requests share which ask the same, in whatever run. */
  public String question() {
    return MessageJson.write(MessageJson.tree(ask("", 0, sites)));
  }

  private static SortedMap<String, String> types(Collection<ColumnSpec> columns) {
    SortedMap<String, String> types = new TreeMap<>();
    columns.forEach(column -> types.put(column.name(), column.type().toString()));
    return types;
  }

  /**
   * Reads the arguments of a call.
   *
   * @throws MessageException naming the one that is missing, unknown or out of its range
   */
  public static PlanRequest of(Map<String, Object> arguments) {
    return MessageJson.read(Functions.PLAN_COHORT, whole(arguments), PlanRequest.class);
  }

  /** Fills in what a call may leave out. */
  public static Map<String, Object> whole(Map<?, ?> arguments) {
    Map<String, Object> whole = new LinkedHashMap<>(OPTIONAL);
    arguments.forEach((name, value) -> whole.put(String.valueOf(name), value));
    return whole;
  }

  /** Returns the arguments of a call. */
  public Map<String, Object> arguments() {
    return MessageJson.arguments(this);
  }

  /**
   * Parses the question.
   *
   * @throws QuestionException naming the member that is wrong
   * @throws MessageException if the hash is that of another question
   */
  public Question toQuestion() {
    Question question =
        new QuestionText(
                study,
                dataset,
                parameters,
                where,
                whereColumns,
                missing,
                columns,
                groupBy,
                stats,
                layout,
                new Question.Limits(
                    maxRows,
                    sitesMin,
                    new ReleaseRule(minCell, rounding, rowsPerParameter, hideZeros),
                    noise()))
            .parse();
    Check.require(
        queryHash.isEmpty() || queryHash.equals(question.hash()),
        "query_hash",
        "is of another question");
    return question;
  }

  private Optional<Noise> noise() {
    if (epsilon.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Noise.parse(epsilon));
    } catch (SpecificationException e) {
      throw new MessageException("epsilon", "is not from 0.001 to 10");
    }
  }
}
