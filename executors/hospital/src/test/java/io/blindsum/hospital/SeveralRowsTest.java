package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Message;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers about patients who have several rows differ by nobody's rows alone. */
class SeveralRowsTest {
  private static final int LEAST = 10;
  private static final int PATIENTS = 120;
  private static final String DATASETS =
      """
      c:
        csv: c.csv
        id: pid
        columns:
          visit: int[1..30]
          bmi: int[0..50]
      """;

  private final List<Row> rows = new ArrayList<>();
  @TempDir private Path folder;

  private record Row(int patient, int visit, int bmi) {}

  private DirectSite site() throws Exception {
    String lines =
        rows.stream()
            .map(row -> "%s,%s,%s\n".formatted(row.patient, row.visit, row.bmi))
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("c.csv"), "pid,visit,bmi\n" + lines);
    return DirectSite.open(folder, DATASETS, "where: true\n  questions_per_day: 1000");
  }

  private static boolean isAnswered(DirectSite site, String where, String... groups)
      throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", "bmi", "int[0..50]");
    kwargs.put("columns", Map.of("bmi", "int[0..50]", "visit", "int[1..30]"));
    kwargs.put("where", where);
    kwargs.put("group_by", List.of(groups));
    Message message =
        Signed.parse("out", site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0)).message();
    if (message instanceof AbstainedMessage abstained) {
      assertThat(abstained.reason()).isEqualTo(CellMinimum.REFUSAL);
    }
    return message instanceof PlanMessage;
  }

  private void add(int patient, int visits) {
    for (int visit = 1; visit <= visits; visit++) {
      rows.add(new Row(patient, visit, 20 + (patient + visit) % 20));
    }
  }

  @Test
  @Requirement(
      id = "R6",
      figure =
          "all visits of all patients, and all but those of one: refused, though both are of"
              + " the same patients")
  void moreVisitsOfOnePatientAreRefused() throws Exception {
    for (int patient = 0; patient < PATIENTS; patient++) {
      add(patient, patient == 42 ? 20 : 3);
    }
    try (DirectSite site = site()) {
      assertThat(isAnswered(site, "visit <= 3")).isTrue();
      assertThat(isAnswered(site, "visit <= 4")).isFalse();
    }
    try (DirectSite site = site()) {
      assertThat(isAnswered(site, "visit <= 30")).isFalse();
      assertThat(isAnswered(site, "visit <= 2")).isTrue();
      assertThat(isAnswered(site, "visit <= 30", "visit:10")).isFalse();
    }
  }

  @Test
  void anotherVisitInPlaceOfTheFirstIsRefused() throws Exception {
    for (int patient = 0; patient < PATIENTS; patient++) {
      rows.add(new Row(patient, 1, patient == 42 ? 50 : 20 + patient % 20));
    }
    rows.add(new Row(42, 2, 30));
    try (DirectSite site = site()) {
      assertThat(isAnswered(site, "visit = 1")).isTrue();
      assertThat(isAnswered(site, "(visit = 1 and bmi < 50) or visit = 2")).isFalse();
    }
  }

  @Test
  void rowsThatChangeOftenDoNotEndTheAnswers() throws Exception {
    for (int day = 0; day < 12; day++) {
      rows.clear();
      for (int patient = 0; patient < PATIENTS; patient++) {
        rows.add(new Row(patient, 1 + patient % 3, 20 + (patient + day) % 20));
      }
      try (DirectSite site = site()) {
        assertThat(isAnswered(site, "visit <= 2")).isTrue();
        rows.set(0, new Row(0, 1, 49));
      }
      try (DirectSite site = site()) {
        assertThat(isAnswered(site, "visit <= 2")).isFalse();
      }
    }
  }

  @Test
  void noRandomQuestionsDifferByTheRowsOfFew() throws Exception {
    Random random = Seeds.random("SeveralRowsTest");
    for (int patient = 0; patient < PATIENTS; patient++) {
      add(patient, 1 + random.nextInt(3) + (patient % 20 == 0 ? random.nextInt(8) : 0));
    }
    List<Set<Row>> known = new ArrayList<>();
    try (DirectSite site = site()) {
      for (int i = 0; i < 60; i++) {
        int visit = 1 + random.nextInt(12);
        int bmi = 20 + random.nextInt(20);
        if (isAnswered(site, "visit <= %s and bmi >= %s".formatted(visit, bmi))) {
          Set<Row> taken =
              rows.stream()
                  .filter(row -> row.visit <= visit && row.bmi >= bmi)
                  .collect(Collectors.toSet());
          known.forEach(
              other ->
                  assertThat(patientsOf(other, taken)).matches(SeveralRowsTest::isNoneOrEnough));
          known.add(taken);
        }
      }
    }
    assertThat(known.size()).isGreaterThan(3);
  }

  private static boolean isNoneOrEnough(int patients) {
    return patients == 0 || patients >= LEAST;
  }

  private static int patientsOf(Set<Row> one, Set<Row> other) {
    Set<Row> different = new HashSet<>(one);
    different.addAll(other);
    different.removeIf(row -> one.contains(row) && other.contains(row));
    return (int) different.stream().mapToInt(Row::patient).distinct().count();
  }
}
