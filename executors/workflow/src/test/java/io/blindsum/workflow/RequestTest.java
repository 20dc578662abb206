package io.blindsum.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

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
    assertThat(PlanRequest.of(request.arguments())).isEqualTo(request);
  }

  @Test
  void readsWhatItWrites() {
    EncryptRequest encrypt = new EncryptRequest(Messages.PLAN, 3, 1, "key");
    assertThat(encrypt.arguments())
        .containsEntry("paillier-pubkey", "key")
        .containsEntry("plan", Messages.PLAN)
        .containsEntry("batch", 3);
    assertThat(EncryptRequest.of(encrypt.arguments())).isEqualTo(encrypt);

    ReduceRequest reduce =
        new ReduceRequest("h", 3, 0, "key", "text", List.of(Messages.batch("r1", 3).name()));
    assertThat(ReduceRequest.of(reduce.arguments())).isEqualTo(reduce);

    CombineRequest combine =
        new CombineRequest(
            "h",
            "key",
            List.of("{}"),
            List.of(SitePlan.of(Messages.plan())),
            List.of(new MissingSite("r3", "refused")));
    assertThat(CombineRequest.of(combine.arguments())).isEqualTo(combine);
  }

  @Test
  void namesTheArgumentThatIsWrong() {
    refuses("study", 7, "plan_cohort: member study is missing, unknown or of another type");
    refuses("max_rows", "many", "member max_rows");
    refuses("max_rows", 1.5, "member max_rows");
    refuses("max_rows", 0, "max_rows: is not positive");
    refuses("layout", "flat", "layout: is none of [wide, tall]");
    refuses("columns", Map.of(), "columns: is empty");
    refuses("columns", List.of(), "member columns");
    refuses("sql", "drop table patients", "member sql is missing, unknown");
    refuses("batch_rows", -1, "batch_rows: is negative");
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
