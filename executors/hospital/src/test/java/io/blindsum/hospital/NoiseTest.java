package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.colony.Process;
import io.blindsum.layout.ColumnTotals.Noisy;
import io.blindsum.layout.SlotLayout;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.protection.DiscreteLaplace;
import io.blindsum.testing.Requirement;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital that adds noise to its totals, and the budget that it keeps. */
class NoiseTest {
  private static final String DATASETS =
      "visits: {csv: visits.csv, id: id, columns: {age: 'int[12..70]'}}";
  private static final String POLICY = "noise: {epsilon: 1, budget: 2}";

  // ages of 20 to 59
  private static final int ROWS = 40;
  private static final long SUM = 1580;

  @TempDir private Path folder;

  private Colony colony;

  @BeforeEach
  void start() throws IOException {
    colony = Colony.start();
    writeVisits(folder, 1);
  }

  @AfterEach
  void stop() throws IOException {
    colony.close();
  }

  private static void writeVisits(Path into, int ofPatient) throws IOException {
    StringBuilder text = new StringBuilder("id,age\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i / ofPatient).append(',').append(20 + i).append('\n');
    }
    Files.writeString(into.resolve("visits.csv"), text);
  }

  private static DiscreteLaplace seeded(long seed) {
    Random random = new Random(seed);
    return new DiscreteLaplace(bits -> new BigInteger(bits, random));
  }

  private static Map<String, Object> question(String epsilon, String layout) {
    Map<String, Object> kwargs = Site.planOf("visits", "age", "int[12..70]");
    kwargs.put("layout", layout);
    kwargs.put("batch_rows", 15);
    if (!epsilon.isEmpty()) {
      kwargs.put("epsilon", epsilon);
    }
    return kwargs;
  }

  private static PlanMessage plan(Process process) {
    assertThat(process.errors()).isEmpty();
    return Signed.parse("plan", process.out().get(0), PlanMessage.class).message();
  }

  private static String refusal(Process process) {
    assertThat(process.errors()).isEmpty();
    return Signed.parse("plan", process.out().get(0), AbstainedMessage.class).message().reason();
  }

  @Test
  @Requirement(
      id = "R7",
      figure =
          "totals with noise, less the exact ones: what was drawn, to the last digit; batches asked"
              + " again, after a restart: the same")
  void theTotalsAreTheExactOnesAndWhatWasDrawn() throws Exception {
    for (String layout : List.of("wide", "partials")) {
      SiteConfig config = Site.config(folder, DATASETS, POLICY);
      PlanMessage plan;
      Noisy first;
      try (Site site = Site.start(colony, config, seeded(5))) {
        plan = plan(site.plan(question("0.5", layout)));
        first = (Noisy) Decryption.ofPlan(site, plan).columns().get(0);
      }
      List<BigInteger> drawn = new ArrayList<>();
      DiscreteLaplace again = seeded(5);
      SlotLayout.parse(plan.terms().layout())
          .drawNoise(
              (t, s) -> {
                drawn.add(again.draw(t, s));
                return drawn.get(drawn.size() - 1);
              });
      assertThat(first.n()).isEqualTo(ROWS + drawn.get(0).longValueExact());
      // ages are added up from 12 on
      assertThat(first.moments().sum())
          .isEqualByComparingTo(
              new BigDecimal(drawn.get(1).add(drawn.get(0).multiply(BigInteger.valueOf(12))))
                  .add(BigDecimal.valueOf(SUM)));
      // whoever asks for the batches again, after a restart too, gets no other noise to average
      try (Site site = Site.start(colony, config, seeded(6))) {
        assertThat(Decryption.ofPlan(site, plan).columns().get(0)).isEqualTo(first);
      }
      assertThat(plan.rows()).isEqualTo(ROWS);
    }
  }

  @Test
  @Requirement(
      id = "R7",
      figure = "questions beyond the noise budget, also asked again after a restart: refused")
  void theBudgetIsSpentForEverAndAgainByTheSameQuestion() throws Exception {
    Noisy first;
    try (Site site = Site.start(colony, folder, DATASETS, POLICY)) {
      first = noisy(site, question("0.9", "wide"));
    }
    try (Site site = Site.start(colony, folder, DATASETS, POLICY)) {
      assertThat(noisy(site, question("0.9", "wide"))).isNotEqualTo(first);
      assertThat(refusal(site.plan(question("0.9", "wide"))))
          .isEqualTo("the noise budget of the dataset under this key is used up: epsilon of 2");
      assertThat(plan(site.plan(question("0.2", "wide"))).rows()).isEqualTo(ROWS);
    }
    Path ledger;
    try (Stream<Path> files = Files.list(folder.resolve("state"))) {
      ledger = files.filter(file -> isLedger(file)).findFirst().orElseThrow();
    }
    assertThat(Files.readAllLines(ledger))
        .satisfiesExactly(
            line -> assertThat(line).matches("0.9 [0-9a-f]{64}"),
            line -> assertThat(line).matches("0.9 [0-9a-f]{64}"),
            line -> assertThat(line).matches("0.2 [0-9a-f]{64}"));
    Files.writeString(ledger, "-5 x\n", StandardOpenOption.APPEND);
    try (Site site = Site.start(colony, folder, DATASETS, POLICY)) {
      assertThat(site.plan(question("0.1", "wide")).errors())
          .containsExactly("the executor's state was altered");
    }
  }

  private static boolean isLedger(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("noise-") && !name.endsWith(".lock");
  }

  private static Noisy noisy(Site site, Map<String, Object> question) throws Exception {
    return (Noisy) Decryption.ofPlan(site, plan(site.plan(question))).columns().get(0);
  }

  @Test
  void nothingLeavesWithoutItNorWithLess() throws Exception {
    try (Site site = Site.start(colony, folder, DATASETS, POLICY)) {
      String wanted = "the site's totals have noise: limits: epsilon of at most 1 is needed";
      assertThat(refusal(site.plan(question("", "wide")))).isEqualTo(wanted);
      assertThat(refusal(site.plan(question("1.5", "wide")))).isEqualTo(wanted);
      assertThat(site.plan(question("1", "tall")).errors().get(0)).contains("noise: a tall layout");
      assertThat(site.stateFiles()).noneMatch(name -> name.startsWith("noise-"));
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    writeVisits(other, 1);
    try (Site site = Site.start(colony, other, DATASETS)) {
      assertThat(refusal(site.plan(question("1", "wide"))))
          .isEqualTo("the site's policy adds no noise; ask without epsilon");
    }
  }

  @Test
  void rowsOfOnePatientAreRefused() throws Exception {
    writeVisits(folder, 2);
    try (Site site = Site.start(colony, folder, DATASETS, POLICY)) {
      assertThat(site.plan(question("1", "wide")).errors())
          .containsExactly("dataset visits: a patient has several rows, of which noise hides one");
    }
  }

  @Test
  void contradictionsOfThePolicyAreRefused() {
    for (String policy :
        List.of(
            POLICY + "\n  protection: plain",
            POLICY + "\n  rounding: 5\n  min_cell: 10",
            "noise: {epsilon: 11, budget: 20}",
            "noise: {epsilon: 2, budget: 1}",
            "noise: {epsilon: 2}",
            "noise: {epsilon: 2, budget: 4, delta: 0}")) {
      assertThatThrownBy(() -> Site.config(folder, DATASETS, policy))
          .isInstanceOf(DataException.class);
    }
  }
}
