package io.blindsum.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionException;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.text.YamlMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

class RequestTest {
  private static final Map<String, Object> MINIMAL =
      Map.of(
          "study", "heart",
          "dataset", "cohort",
          "columns", Map.of("sbp", "int[60..260]", "age", "int[18..120]"),
          "layout", "tall",
          "max_rows", 1_000_000,
          "paillier-pubkey", "key");

  @Test
  void fillsInWhatACallMayLeaveOut() {
    PlanRequest request = PlanRequest.of(MINIMAL);
    assertThat(request.batchRows()).isZero();
    assertThat(request.parameters()).isEmpty();
    assertThat(request.groupBy()).isEmpty();
    assertThat(request.stats()).isEmpty();
    assertThat(request.maxRows()).isEqualTo(1_000_000);
    assertThat(request.columns().keySet()).containsExactly("age", "sbp");
    assertThat(request.where()).isEmpty();
    assertThat(request.minCell()).isEqualTo(10);
    assertThat(request.arguments()).as("as before there were any").doesNotContainKey("missing");
    assertThat(PlanRequest.of(request.arguments())).isEqualTo(request);
  }

  @Test
  void carriesAWholeQuestionWithItsHash() {
    Question question =
        QuestionFile.of(
            YamlMap.parse(
                "heart.yaml",
                """
                study: heart-2026
                dataset: cohort
                parameters: {year: 2025, bmi: 22.50}
                where: age >= 40 and not (diabetes = 1 or arm in (a, b))
                where_columns:
                  diabetes: int[0..1]
                  arm: cat{a,b,c}
                missing: {sbp: [999, -9], arm: ['n,a'], ward: [x]}
                columns:
                  sbp: int[60..260]
                  age: int[18..120]
                  hba1c: dec(2)[-3.5..20]
                  sex: cat{F,M}
                  month: month[0..60]
                  death: int[0..1]
                group_by: [sex, 'age:10', 'ward:1,2.5']
                stats: [mean, hist(sbp,10), sd, ols(sbp ~ age + hba1c), km(month, death)]
                layout: tall
                limits: {max_rows: 5_000_000_000, sites_min: 2, min_cell: 7}
                sites: [karolinska, lulea, umea]
                cloud: {window: 16, batch_rows: 70}
                """));
    PlanRequest request = PlanRequest.of(question, "key");
    assertThat(request.batchRows()).isEqualTo(70);
    assertThat(request.queryHash()).isEqualTo(question.hash());
    // the way over JSON, as a server keeps it
    String json = new ObjectMapper().writeValueAsString(request.arguments());
    Map<String, Object> kwargs =
        new ObjectMapper().readValue(json, new TypeReference<Map<String, Object>>() {});
    Question read = PlanRequest.of(kwargs).toQuestion();
    assertThat(read.hash()).isEqualTo(question.hash());
    assertThat(read.missing()).isEqualTo(question.missing()).containsKeys("sbp", "arm", "ward");
    assertThat(read.layout(2048)).isEqualTo(question.layout(2048));
    assertThat(read.where().orElseThrow()).hasToString(question.where().orElseThrow().toString());

    StudyRequest spec = StudyRequest.of(question, "key");
    assertThat(spec.sites()).containsExactly("karolinska", "lulea", "umea");
    assertThat(spec.sitesMin()).isEqualTo(2);
    assertThat(spec.window()).isEqualTo(16);
    assertThat(spec.batchSeconds()).isEqualTo(StudyRequest.DEFAULT_BATCH_SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "where         | age >= 40; drop table x | where: character 10: ';' has no place",
        "where         | age = '40'              | where: character 7: ''' has no place",
        "where         | weight >= 40            | where: character 1: a declared column expected",
        "layout        | flat                    | layout: wide, tall or partials expected",
        "query_hash    | %s                      | query_hash: is of another question",
      })
  void refusesAQuestionThatIsNone(String name, String value, String reason) {
    Map<String, Object> arguments = new LinkedHashMap<>(MINIMAL);
    arguments.put(name, value.formatted("ab".repeat(32)));
    PlanRequest request = PlanRequest.of(arguments);
    assertThatThrownBy(request::toQuestion).hasMessageContaining(reason);
  }

  @Test
  void refusesWhatIsNoNumberNorTextOrTooMuch() {
    refusesQuestion("parameters", Map.of("year", List.of(2025)), "parameters: not one number");
    refusesQuestion("parameters", Map.of("year", "2025\nwhere: x"), "parameters: not one number");
    refusesQuestion("where_columns", Map.of("sex", "cat{F,M}"), "where_columns: 'sex' is not in");
    refusesQuestion("columns", Map.of("age", "int[9..1]"), "columns.age: ");
    refusesQuestion("missing", Map.of("weight", List.of("-9")), "missing.weight: not a column");
    refusesQuestion("missing", Map.of("", List.of(" x")), "missing: up to 100 texts");
    refusesQuestion("missing", Map.of("", List.of("x\u202E")), "missing: up to 100 texts");
    refusesQuestion("stats", List.of("mode"), "stats: unknown statistic 'mode'");
    refuses("stats", Collections.nCopies(1001, "mean"), "stats: are more than 1000");
    refuses("study", "a b", "study: not a name: 1 to 64 letters");
    refuses("min_cell", 0, "min_cell: is not from 1 to 1000");
    refuses("sites_min", -1, "sites_min: is not from 1 to 1000");
  }

  private static void refusesQuestion(String name, Object value, String reason) {
    Map<String, Object> arguments = new LinkedHashMap<>(MINIMAL);
    arguments.put(name, value);
    PlanRequest request = PlanRequest.of(arguments);
    assertThatExceptionOfType(QuestionException.class)
        .isThrownBy(request::toQuestion)
        .withMessageStartingWith(reason);
  }

  @Test
  void readsWhatItWrites() {
    EncryptRequest encrypt = new EncryptRequest(Messages.RUN, Messages.PLAN, 3, 1, "key", false);
    assertThat(encrypt.arguments())
        .containsEntry("paillier-pubkey", "key")
        .containsEntry("plan", Messages.PLAN)
        .containsEntry("batch", 3)
        .doesNotContainKey("files");
    assertThat(EncryptRequest.of(encrypt.arguments())).isEqualTo(encrypt);
    EncryptRequest byFile = new EncryptRequest(Messages.RUN, Messages.PLAN, 3, 1, "key", true);
    assertThat(byFile.arguments()).containsEntry("files", true);
    assertThat(EncryptRequest.of(byFile.arguments())).isEqualTo(byFile);
    assertThat(PlanRequest.of(MINIMAL).arguments()).doesNotContainKey("files");

    ReduceRequest reduce =
        new ReduceRequest(Messages.RUN, "h", 3, 0, "key", List.of(Messages.plan()));
    assertThat(ReduceRequest.of(reduce.arguments())).isEqualTo(reduce);

    CombineRequest combine =
        new CombineRequest(
            Messages.RUN,
            "h",
            "key",
            List.of("{}"),
            List.of(Messages.plan()),
            List.of(new MissingSite("r3", "refused")));
    assertThat(CombineRequest.of(combine.arguments())).isEqualTo(combine);
  }

  @Test
  void namesTheArgumentThatIsWrong() {
    refuses("study", 7, "plan_cohort: member study is missing, unknown or of another type");
    refuses("max_rows", "many", "member max_rows");
    refuses("max_rows", 1.5, "member max_rows");
    refuses("max_rows", 0, "max_rows: is not from 1 to 1000000000000");
    refuses("columns", Map.of(), "columns: is empty");
    refuses("columns", List.of(), "member columns");
    refuses("sql", "drop table patients", "member sql is missing, unknown");
    refuses("batch_rows", -1, "batch_rows: is not from 0");
    Map<String, Object> without = new TreeMap<>(MINIMAL);
    without.remove("dataset");
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> PlanRequest.of(without))
        .withMessageContaining("dataset");
  }

  private static void refuses(String name, Object value, String reason) {
    Map<String, Object> arguments = new LinkedHashMap<>(MINIMAL);
    arguments.put(name, value);
    assertThatExceptionOfType(MessageException.class)
        .isThrownBy(() -> PlanRequest.of(arguments))
        .withMessageContaining(reason)
        .withMessageNotContaining("patients");
  }
}
