package io.blindsum.hospital;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.arith.Arithmetics;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.Signed;
import io.blindsum.testing.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No cell of a few patients leaves a site whose minimum it is below. */
class CellMinimumTest {
  private static final int LEAST = 10;
  private static final int PATIENTS = 60;
  private static final long SEED = Long.getLong("seed", 20261130);

  private static final String DATASETS =
      """
      c:
        csv: c.csv
        on_bad: drop
        columns:
          pid: int[0..59]
          age: int[0..120]
          sex: cat{F,M}
          smoker: cat{no,yes}
          rare: int[0..1]
          code: int[0..5000]
          where: int[0..1]
      """;
  private static final List<String> COLUMNS =
      List.of(
          "pid: int[0..59]",
          "age: int[0..120]",
          "sex: cat{F,M}",
          "smoker: cat{no,yes}",
          "rare: int[0..1]",
          "code: int[0..5000]");

  private final Random random = new Random(SEED);
  private final List<Map<String, String>> rows = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  @Requirement(
      id = "R35",
      figure =
          "10,000 random questions against a default site: 0 cells of 1 to k-1 patients in what the"
              + " key's holder opens")
  void noRandomQuestionGivesASmallCell() throws Exception {
    System.out.println("CellMinimumTest: -Dseed=" + SEED);
    SiteConfig site = site("where: true\n  stats: [count, sum, mean, hist, table, corr]");
    SiteSecret.openFolder(site.state());
    int answered = 0;
    for (int i = 0; i < 10_000; i++) {
      if (i % 500 == 0) {
        writeRows();
      }
      Question question = new Question();
      if (isAdmitted(site, question.request())) {
        answered++;
        assertThat(question.cells()).as(question.toString()).allMatch(n -> n == 0 || n >= LEAST);
      }
    }
    assertThat(answered).isBetween(500, 9_500);
  }

  @Test
  @Requirement(id = "R35", figure = "the five ways to a single patient's value of November: 0 of 5")
  void knownWaysToOnePatientAreClosed() throws Exception {
    writeRows();
    SiteConfig config = site("protection: masked");
    try (DirectSite site = new DirectSite(config)) {
      refused(
          site,
          "column pid makes more than 20 groups, which the site does not allow",
          k -> {
            k.put("columns", Map.of("pid", "int[0..59]"));
            k.put("group_by", List.of("pid"));
          });
      refused(site, CellMinimum.REFUSAL, k -> k.put("columns", Map.of("rare", "int[0..1]")));
      refused(
          site,
          "column age has to be of the kind that the site declares, int[0..120]",
          k -> k.put("columns", Map.of("age", every(120))));
      refused(
          site,
          "column code has to be of the kind that the site declares, int[0..5000]",
          k -> k.put("columns", Map.of("code", "cat{0,1,17,5000}")));
      refused(
          site,
          "column code has to cover all that the site declares, int[0..5000]",
          k -> k.put("group_by", List.of("code:0,1,17,5000")));
    }
  }

  @Test
  @Requirement(id = "R35", figure = "cohorts of 1 to 9 with max_rows of 1 to 20: one text")
  void theMostRowsTellNothingAboutTheSize() throws Exception {
    for (int patients = 1; patients < LEAST; patients += 4) {
      writeRows(patients);
      try (DirectSite site = new DirectSite(site("protection: masked"))) {
        for (int most : new int[] {1, patients, patients + 1, 20}) {
          refused(site, CellMinimum.REFUSAL, k -> k.put("max_rows", most));
        }
      }
    }
    writeRows(PATIENTS);
    try (DirectSite site = new DirectSite(site("protection: masked"))) {
      refused(site, CellMinimum.REFUSAL, k -> k.put("max_rows", LEAST - 1));
      Map<String, Object> tight = Site.planOf("c", "age", "int[0..120]");
      tight.put("max_rows", PATIENTS - 1);
      assertThatThrownBy(() -> site.call(HospitalFunctions.PLAN_COHORT, tight))
          .isInstanceOf(JobException.class)
          .hasMessage("max_rows: the cohort has more");
    }
  }

  @Test
  @Requirement(
      id = "R35",
      figure =
          "cohorts that are too small, or have a cell that is, and hold bad values that the site"
              + " rejects: one text, from plans, records, frames and dry runs")
  void badValuesTellNothingAboutTheSize() throws Exception {
    SiteConfig config =
        Site.config(
            folder,
            "c:\n  csv: c.csv\n  columns:\n    age: int[0..120]\n    sex: cat{F,M}\n",
            "protection: masked");
    for (int bad : new int[] {1, 30}) {
      boolean badFirst = bad == 1;
      writeAges(LEAST - 1, bad, badFirst);
      try (DirectSite site = new DirectSite(config)) {
        everyFormIsRefused(site, config);
      }
      writeAges(2 * LEAST, bad, badFirst);
      try (DirectSite site = new DirectSite(config)) {
        refused(site, CellMinimum.REFUSAL, k -> k.put("group_by", List.of("sex:F,M")));
        assertThatThrownBy(() -> site.call(HospitalFunctions.PLAN_COHORT, ages()))
            .isInstanceOf(JobException.class)
            .hasMessage("dataset c: age out of declared range [0..120]");
        assertThatThrownBy(() -> site.call(HospitalFunctions.GET_RECORDS, records("seed")))
            .isInstanceOf(JobException.class)
            .hasMessage("dataset c: a value is not int[0..120]");
      }
    }
    // what was refused for a bad value was not answered
    writeAges(2 * LEAST + 1, 0, false);
    try (DirectSite site = new DirectSite(config)) {
      assertThat(site.call(HospitalFunctions.PLAN_COHORT, ages()).get(0)).doesNotContain("abstain");
    }
  }

  private static Map<String, Object> ages() {
    return Site.planOf("c", "age", "int[0..120]");
  }

  private static Map<String, Object> records(String form) {
    Map<String, Object> kwargs = ages();
    kwargs.keySet().removeAll(List.of("columns", "layout"));
    kwargs.put("column", "age");
    kwargs.put("form", form);
    return kwargs;
  }

  private static void everyFormIsRefused(DirectSite site, SiteConfig config) throws Exception {
    refused(site, CellMinimum.REFUSAL, k -> {});
    for (String form : List.of("seed", "frame")) {
      String answer = site.call(HospitalFunctions.GET_RECORDS, records(form)).get(0);
      assertThat(Signed.parse("out", answer, AbstainedMessage.class).message().reason())
          .isEqualTo(CellMinimum.REFUSAL);
    }
    DryRun trial =
        DryRun.of(config, PlanRequest.of(ages()), Site.KEY.publicKey(), Arithmetics.fastest());
    assertThat(trial.refusal()).contains(CellMinimum.REFUSAL);
  }

  private void writeAges(int good, int bad, boolean badFirst) throws Exception {
    String values =
        IntStream.range(0, good).mapToObj(i -> i + (i < 3 ? ",M\n" : ",F\n")).collect(joining());
    String others = "999,F\n".repeat(bad);
    Files.writeString(
        folder.resolve("c.csv"), "age,sex\n" + (badFirst ? others + values : values + others));
  }

  @Test
  void sealedCellsArePooledOnlyWithThoseOfOthers() throws Exception {
    writeRows();
    String policy = "stats: [count, hist]\ntransport:\n  seal_to: [%s]".formatted("@KEY@");
    String key = io.blindsum.protection.SealPrivateKey.generate().publicKey().text();
    SiteConfig config = site(policy.replace("@KEY@", key));
    assertThat(config.policyText()).contains("sums of two sites or more").contains("sealed to");
    try (DirectSite site = new DirectSite(config)) {
      Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..120]");
      kwargs.put("stats", List.of("hist(age,5)"));
      String alone = site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0);
      assertThat(Signed.parse("out", alone, AbstainedMessage.class).message().reason())
          .isEqualTo(CellMinimum.REFUSAL);
      kwargs.put("sites", List.of(config.site(), "another"));
      kwargs.put("sites_min", 2);
      String pooled = site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0);
      assertThat(Signed.parse("out", pooled, PlanMessage.class).message().rows())
          .isEqualTo(PATIENTS);
      Map<String, Object> one = Site.planOf("c", "rare", "int[0..1]");
      one.put("sites", List.of(config.site(), "another"));
      one.put("sites_min", 2);
      one.put("stats", List.of("count"));
      assertThat(site.call(HospitalFunctions.PLAN_COHORT, one).get(0)).contains("abstained");
    }
  }

  @Test
  void aSealedCohortIsOfTheMinimumOrAbstains() throws Exception {
    String key = io.blindsum.protection.SealPrivateKey.generate().publicKey().text();
    SiteConfig config = site("stats: [count]\ntransport:\n  seal_to: [" + key + "]");
    for (int patients = LEAST - 1; patients <= LEAST; patients++) {
      writeRows(patients);
      try (DirectSite site = new DirectSite(config)) {
        Map<String, Object> kwargs = Site.planOf("c", "pid", "int[0..59]");
        kwargs.put("stats", List.of("count"));
        kwargs.put("sites", List.of(config.site(), "another"));
        kwargs.put("sites_min", 2);
        String answer = site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0);
        assertThat(answer.contains(CellMinimum.REFUSAL)).isEqualTo(patients < LEAST);
      }
    }
  }

  @Test
  void rowsWithoutAGroupAreACellAndAreLeftOutOnlyWhereThatIsAskedFor() throws Exception {
    String key = io.blindsum.protection.SealPrivateKey.generate().publicKey().text();
    SiteConfig config = site("stats: [count]\ntransport:\n  seal_to: [" + key + "]");
    for (int lacking : new int[] {0, 3, LEAST}) {
      StringBuilder csv = new StringBuilder("pid,age,sex,smoker,rare,code,where\n");
      for (int i = 0; i < PATIENTS; i++) {
        csv.append(i + ",40," + (i < lacking ? "" : i % 2 == 0 ? "F" : "M") + ",no,1,1,0\n");
      }
      Files.writeString(folder.resolve("c.csv"), csv);
      assertThat(plan(config, "sex:F,M,", false).isPresent()).isEqualTo(lacking != 3);
      assertThat(plan(config, "sex:F,M,", true).orElseThrow().rows()).isEqualTo(PATIENTS);
      for (boolean pooled : new boolean[] {false, true}) {
        PlanMessage dropped = plan(config, "sex:F,M", pooled).orElseThrow();
        assertThat(dropped.rows()).isEqualTo(PATIENTS - lacking);
        assertThat(dropped.rejected())
            .as("a few are not counted")
            .isEqualTo(lacking == 3 ? 0 : lacking);
      }
    }
  }

  private static Optional<PlanMessage> plan(SiteConfig config, String groups, boolean pooled)
      throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..120]");
    kwargs.put("stats", List.of("count"));
    kwargs.put("group_by", List.of(groups));
    if (pooled) {
      kwargs.put("sites", List.of(config.site(), "another"));
      kwargs.put("sites_min", 2);
    }
    // of a fresh site, which has answered nothing that this is too near to
    Path state = config.state();
    if (Files.exists(state)) {
      try (Stream<Path> files = Files.walk(state)) {
        files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
      }
    }
    try (DirectSite site = new DirectSite(config)) {
      String answer = site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0);
      return answer.contains("abstained")
          ? Optional.empty()
          : Optional.of(Signed.parse("out", answer, PlanMessage.class).message());
    }
  }

  private interface Change {
    void make(Map<String, Object> kwargs);
  }

  private static void refused(DirectSite site, String reason, Change change) throws Exception {
    Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..120]");
    change.make(kwargs);
    String answer = site.call(HospitalFunctions.PLAN_COHORT, kwargs).get(0);
    assertThat(Signed.parse("out", answer, AbstainedMessage.class).message().reason())
        .isEqualTo(reason);
  }

  private static String every(int last) {
    return "cat{"
        + Stream.iterate(0, i -> i + 1).limit(last + 1L).map(String::valueOf).collect(joining(","))
        + "}";
  }

  private boolean isAdmitted(SiteConfig site, Map<String, Object> kwargs) throws Exception {
    return DryRun.of(site, PlanRequest.of(kwargs), Site.KEY.publicKey(), Arithmetics.fastest())
        .refusal()
        .isEmpty();
  }

  private SiteConfig site(String policy) throws Exception {
    return Site.config(folder, DATASETS, policy);
  }

  private void writeRows() throws Exception {
    writeRows(PATIENTS);
  }

  private void writeRows(int patients) throws Exception {
    rows.clear();
    StringBuilder csv = new StringBuilder("pid,age,sex,smoker,rare,code,where\n");
    int males = random.nextInt(3) == 0 ? random.nextInt(12) : patients / 2;
    for (int i = 0; i < patients; i++) {
      Map<String, String> row =
          Map.of(
              "pid", "" + i,
              "age", random.nextInt(8) == 0 ? "" : "" + (20 + random.nextInt(60)),
              "sex", i < males ? "M" : "F",
              "smoker", random.nextInt(4) == 0 ? "" : random.nextInt(3) == 0 ? "yes" : "no",
              "rare", i == 7 ? "1" : "",
              "code", "" + (random.nextInt(20) == 0 ? 17 : 5000),
              "where", "" + random.nextInt(2));
      rows.add(row);
      csv.append(
          String.join(
              ",",
              Stream.of("pid", "age", "sex", "smoker", "rare", "code", "where")
                  .map(row::get)
                  .toList()));
      csv.append('\n');
    }
    Files.writeString(folder.resolve("c.csv"), csv);
  }

  /** A random question, and the plain count of its cells. */
  private final class Question {
    private final List<String> columns = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final List<String> stats = new ArrayList<>(List.of("count"));
    private final int olderThan = random.nextInt(3) == 0 ? random.nextInt(60) : -1;
    private final String layout = random.nextInt(4) == 0 ? "tall" : "wide";

    private Question() {
      for (String column : COLUMNS) {
        if (random.nextInt(3) == 0) {
          columns.add(column);
        }
      }
      if (columns.isEmpty()) {
        columns.add(COLUMNS.get(1));
      }
      if (random.nextInt(3) == 0) {
        groups.add("sex:F,M");
      }
      if (random.nextInt(3) == 0) {
        groups.add("where:0,1");
      }
      if (has("age") && random.nextInt(2) == 0) {
        stats.add("hist(age,60)");
      }
    }

    private boolean has(String name) {
      return columns.stream().anyMatch(column -> column.startsWith(name + ":"));
    }

    private Map<String, Object> request() {
      Map<String, Object> kwargs = Site.planOf("c", "age", "int[0..120]");
      Map<String, String> types = new java.util.TreeMap<>();
      columns.forEach(c -> types.put(c.split(": ", -1)[0], c.split(": ", -1)[1]));
      if (types.containsKey("sex")) {
        groups.remove("sex:F,M");
      }
      kwargs.put("columns", types);
      kwargs.put("group_by", groups);
      kwargs.put("stats", stats);
      kwargs.put("layout", layout);
      if (olderThan >= 0) {
        kwargs.put("where", "pid > " + olderThan);
        if (!has("pid")) {
          kwargs.put("where_columns", Map.of("pid", "int[0..59]"));
        }
      }
      return kwargs;
    }

    /** Counts, for each group, its rows, the values of each column, and each category and bin. */
    private List<Integer> cells() {
      List<Integer> cells = new ArrayList<>();
      for (String sex : groups.contains("sex:F,M") ? List.of("F", "M") : List.of("")) {
        for (String half : groups.contains("where:0,1") ? List.of("0", "1") : List.of("")) {
          List<Map<String, String>> group =
              rows.stream()
                  .filter(r -> Integer.parseInt(at(r, "pid")) > olderThan)
                  .filter(r -> sex.isEmpty() || at(r, "sex").equals(sex))
                  .filter(r -> half.isEmpty() || at(r, "where").equals(half))
                  .toList();
          addCells(group, cells);
        }
      }
      return cells;
    }

    private void addCells(List<Map<String, String>> group, List<Integer> cells) {
      cells.add(group.size());
      for (String column : columns) {
        String name = column.split(": ", -1)[0];
        cells.add(count(group, name, ""));
        if (column.contains("cat{")) {
          String list = column.substring(column.indexOf('{') + 1, column.length() - 1);
          for (String label : list.split(",", -1)) {
            cells.add((int) group.stream().filter(r -> at(r, name).equals(label)).count());
          }
        }
      }
      if (stats.contains("hist(age,60)")) {
        List<Integer> ages =
            group.stream()
                .map(r -> at(r, "age"))
                .filter(a -> !a.isEmpty())
                .map(Integer::valueOf)
                .toList();
        cells.add((int) ages.stream().filter(a -> a < 60).count());
        cells.add((int) ages.stream().filter(a -> a >= 60).count());
      }
    }

    private int count(List<Map<String, String>> group, String name, String missing) {
      return (int) group.stream().filter(r -> !at(r, name).equals(missing)).count();
    }

    private String at(Map<String, String> row, String name) {
      return row.getOrDefault(name, "");
    }

    @Override
    public String toString() {
      return columns + " by " + groups + " " + stats + " pid > " + olderThan + " " + layout;
    }
  }
}
