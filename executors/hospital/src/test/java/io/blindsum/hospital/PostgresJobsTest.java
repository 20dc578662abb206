package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.LogEntry;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.testing.ForeignPrograms;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Vectors;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A hospital with a real PostgreSQL that writes down every statement it gets. */
class PostgresJobsTest {
  private static final String SQL =
      "select hba1c from patients where year = :year and sex = :sex order by id";

  /** What differs from answer to answer: a nonce where the asker gave none, and the signature. */
  private static final Pattern SIGNATURE = Pattern.compile("\"(?:signature|run)\":\"[0-9a-f]*\"");

  private static final AtomicInteger LAST = new AtomicInteger();

  @TempDir private static Path folder;

  private static EmbeddedPostgres server;
  private static Colony colony;
  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("log_statement", "all")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_directory", folder.toString())
            .setServerConfig("log_filename", "statements.log")
            .start();
    sql(
        "create table patients as select i as id, 2025 as year, 'F' as sex, 31.337 as hba1c"
            + " from generate_series(1, 20) i");
    sql(
        "create table visits as select i as id, 18 + i % 90 as age,"
            + " ((i % 170) / 10.0)::numeric(3, 1) as hba1c,"
            + " case when i % 3 = 0 then 'F' else 'M' end as sex,"
            + " case when i % 7 = 0 then null else i % 2 end as diabetes"
            + " from generate_series(1, 500) i");
    colony = Colony.start();
    site = Site.start(colony, folder, datasets(), "where: true");
  }

  private static String datasets() throws IOException {
    return """
    hba1c_sum:
      jdbc: %1$s
      user_env: DB_USER
      sql: %2$s
      parameters:
        year: int[1900..2100]
        sex: cat{F,M}
      columns:
        hba1c: dec(3)[0..99]
    first:
      jdbc: %1$s
      sql: select v as hba1c from generate_series(1, :n) v
      parameters:
        n: int[0..1000]
      columns:
        hba1c: dec(3)[0..2000]
    slow:
      jdbc: %1$s
      sql: select v as hba1c, pg_sleep(0.0005) as pause from generate_series(1, 1000000) v
      columns:
        hba1c: dec(3)[0..1000000]
    late:
      jdbc: %1$s
      sql: select 1 as hba1c, pg_sleep(60) as pause
      timeout_s: 1
      columns:
        hba1c: dec(3)[0..99]
    writing:
      jdbc: %1$s
      sql: with gone as (delete from patients returning hba1c) select hba1c from gone
      columns:
        hba1c: dec(3)[0..99]
    visits:
      jdbc: %1$s
      sql: select *, 1 as "odd ""name" from visits where id > :least order by id;
      parameters:
        least: int[0..1000]
      columns:
        AGE: int[0..120]
        hba1c: dec(1)[0..20]
        sex: cat{F,M}
        diabetes: int[0..1]
        'odd "name': int[0..1]
    down:
      jdbc: jdbc:postgresql://127.0.0.1:%3$s/postgres
      sql: select 1 as hba1c
      columns:
        hba1c: dec(3)[0..99]
    """
        .formatted(server.getJdbcUrl("postgres", "postgres"), SQL, ForeignPrograms.freePort());
  }

  @AfterAll
  static void stop() throws IOException {
    site.close();
    colony.close();
    server.close();
  }

  @Test
  @Requirement(
      id = "R4",
      figure = "jobs of the policy vectors: statements of the catalogue alone reach the database")
  void jobsOfThePolicyVectorsReachTheDatabaseAsParametersOnly() throws Exception {
    int rejected = 0;
    for (JsonNode vector : Vectors.entries("job_policy_cases")) {
      if (!vector.has("kwargs")) {
        continue;
      }
      Process process = site.plan(job(vector.get("kwargs")));
      String id = Vectors.text(vector, "id");
      if (Vectors.text(vector, "expect").equals("accept")) {
        assertThat(process.errors()).as(id).isEmpty();
      } else {
        rejected++;
        assertThat(process.state()).as(id).isEqualTo(ProcessState.FAILED);
        assertThat(process.errors()).as(id).hasSize(1);
        assertThat(process.errors().get(0)).as(id).hasLineCount(1).matches(expected(id));
      }
    }
    assertThat(rejected).isGreaterThan(30);
    assertThat(patients()).isEqualTo(20);
    Set<String> ofPatients = new HashSet<>();
    for (String statement : statements()) {
      if (statement.contains("patients") && !statement.startsWith("create table")) {
        ofPatients.add(statement);
      }
    }
    assertThat(ofPatients)
        .containsExactlyInAnyOrder(
            "select hba1c from patients where year = $1 and sex = $2 order by id",
            "select count(*) from patients");
  }

  /** The arguments of a plan that asks what a vector asks, in our words for the same things. */
  private static Map<String, Object> job(JsonNode kwargs) {
    Map<String, Object> job = Site.planOf("hba1c_sum", "hba1c", "dec(3)[0..99]");
    job.remove("dataset");
    Map<String, String> names = Map.of("query", "dataset", "params", "parameters");
    for (String name : kwargs.propertyNames()) {
      Object value = new ObjectMapper().treeToValue(kwargs.get(name), Object.class);
      if (!name.equals("paillier-pubkey") && value != null) {
        job.put(names.getOrDefault(name, name), value);
      }
    }
    return job;
  }

  private static String expected(String id) {
    if (id.startsWith("inj-")) {
      return "parameters\\.year: (missing|not of type int\\[1900\\.\\.2100\\])";
    }
    return switch (id) {
      case "extra-param" -> "parameters\\.limit: unknown parameter";
      case "missing-param" -> "parameters\\.sex: missing";
      case "extra-kwarg" -> "min_cohort: unknown argument";
      case "noise-off" -> "noise: unknown argument";
      default ->
          "dataset: not in the site's catalogue|missing argument dataset"
              + "|argument dataset is no string";
    };
  }

  @Test
  void aConditionReachesTheDatabaseAsParametersOfTheSitesOwnQuery() throws Exception {
    Process process = site.plan(visits("AGE >= 40 and (sex = F or hba1c < 7.5) and diabetes != 1"));
    assertThat(process.errors()).isEmpty();
    PlanMessage plan = Signed.parse("plan", process.out().get(0), PlanMessage.class).message();
    String same =
        " from visits where id > 10 and age >= 40 and (sex = 'F' or hba1c < 7.5) and diabetes <> 1";
    assertThat(plan.rows()).isEqualTo(number("select count(*)" + same)).isBetween(50L, 200L);
    ColumnTotals.Numbers age =
        (ColumnTotals.Numbers) Decryption.ofPlan(site, plan).columns().get(0);
    assertThat(age.n()).isEqualTo(plan.rows());
    assertThat(age.moments().sum().longValueExact()).isEqualTo(number("select sum(age)" + same));
    assertThat(log())
        .contains(
            "SELECT * FROM (select *, 1 as \"odd \"\"name\" from visits where id > $1 order by id")
        .contains(
            ") cohort WHERE ((\"age\" >= $2 AND (CAST(\"sex\" AS VARCHAR(200)) = $3"
                + " OR \"hba1c\" < $4)) AND \"diabetes\" <> $5) OR \"age\" < $6");
  }

  @Test
  void attacksInAConditionNeverReachTheDatabase() throws Exception {
    long before = statementsOfVisits();
    for (String where :
        List.of(
            "AGE >= 40; drop table visits",
            "AGE >= 40 or '1' = '1'",
            "AGE >= 40 -- and nothing else",
            "AGE >= 40 /* */",
            "1 = 1",
            "AGE = AGE",
            "AGE in (select id from patients)",
            "AGE >= 40) or (AGE < 40",
            "pg_sleep(10)",
            "AGE >= $1",
            "AGE >= :least",
            "AGE >= ?",
            "sex = F\u0001",
            "sex = \u02bcF",
            "\"AGE\" >= 40")) {
      Process process = site.plan(visits(where));
      assertThat(process.state()).as(where).isEqualTo(ProcessState.FAILED);
      assertThat(process.errors()).as(where).hasSize(1);
      assertThat(process.errors().get(0)).as(where).hasLineCount(1).startsWith("where");
    }
    Map<String, Object> unknown = visits("weight >= 40");
    unknown.put("where_columns", Map.of("weight", "int[0..500]"));
    String out = site.plan(unknown).out().get(0);
    assertThat(Signed.parse("out", out, AbstainedMessage.class).message().reason())
        .isEqualTo("column weight is not on the site's list for the dataset");
    Map<String, Object> narrow = visits("diabetes = 0");
    narrow.put("where_columns", Map.of("diabetes", "int[0..0]"));
    assertThat(
            Signed.parse("out", site.plan(narrow).out().get(0), AbstainedMessage.class)
                .message()
                .reason())
        .isEqualTo("column diabetes has to cover all that the site declares, int[0..1]");
    assertThat(statementsOfVisits()).isEqualTo(before);
  }

  @Test
  void aColumnMayHaveAnyName() throws Exception {
    Map<String, Object> kwargs = visits("odd");
    kwargs.put("where", "AGE > 17");
    kwargs.put("columns", Map.of("AGE", "int[0..120]", "odd \"name", "int[0..1]"));
    Process process = site.plan(kwargs);
    assertThat(process.errors()).isEmpty();
    assertThat(Signed.parse("plan", process.out().get(0), PlanMessage.class).message().rows())
        .isEqualTo(490);
  }

  private static Map<String, Object> visits(String where) {
    Map<String, Object> kwargs = Site.planOf("visits", "AGE", "int[0..120]");
    kwargs.put("parameters", Map.of("least", 10));
    kwargs.put("where", where);
    Map<String, String> types = new TreeMap<>();
    types.put("sex", "cat{F,M}");
    types.put("hba1c", "dec(1)[0..20]");
    types.put("diabetes", "int[0..1]");
    types.keySet().removeIf(name -> !where.contains(name));
    kwargs.put("where_columns", types);
    return kwargs;
  }

  private static long statementsOfVisits() throws Exception {
    return log().lines().filter(line -> line.contains("visits")).count();
  }

  @Test
  @Requirement(
      id = "R5",
      figure =
          "cohorts of 0 to 9 rows: one answer, byte for byte, no count in any log; 10, 20: run")
  void everyCohortBelowTheMinimumGetsTheSameAnswer() throws Exception {
    Set<String> refusals = new HashSet<>();
    for (int rows = 0; rows < 10; rows++) {
      Process process = first(rows);
      String out = process.out().get(0);
      assertThat(out).contains(process.processId());
      refusals.add(SIGNATURE.matcher(out.replace(process.processId(), "ID")).replaceAll(""));
      assertThat(colony.researcher().getLogs(process.processId(), 10, 0)).isEmpty();
    }
    assertThat(refusals).hasSize(1);
    AbstainedMessage one =
        Signed.parse("out", first(9).out().get(0), AbstainedMessage.class).message();
    assertThat(one.reason()).isEqualTo("the cohort is below the site's minimum");
    for (int rows : List.of(10, 20)) {
      assertThat(Signed.parse("out", first(rows).out().get(0)).message())
          .isInstanceOf(PlanMessage.class);
    }
    site.audit()
        .verify(
            line -> {
              if ("refused".equals(line.members().get("decision"))) {
                assertThat(line.members()).doesNotContainKey("rows");
              }
            });
  }

  private static Process first(int rows) throws InterruptedException {
    Map<String, Object> kwargs = Site.planOf("first", "hba1c", "dec(3)[0..2000]");
    kwargs.put("parameters", Map.of("n", rows));
    Process process = site.plan(kwargs);
    assertThat(process.errors()).isEmpty();
    return process;
  }

  @Test
  void saysWhatIsWrongWithTheDatabaseAndServesTheNextJob() throws Exception {
    assertThat(fails("late")).isEqualTo("dataset late: statement timeout of 1 s");
    assertThat(fails("writing")).startsWith("dataset writing: the query tries to write");
    assertThat(fails("down")).startsWith("dataset down: connection to the database failed");
    assertThat(patients()).isEqualTo(20);
    assertThat(first(10).out()).hasSize(1);
  }

  @Test
  void aDatabaseKilledInTheMiddleOfACursorLeavesNothingBehind() throws Exception {
    String id =
        colony.submit(
            Site.TYPE, Functions.PLAN_COHORT, Site.planOf("slow", "hba1c", "dec(3)[0..1000000]"));
    String terminate =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where state = 'active' and query like 'select v as hba1c, pg_sleep%'";
    while (!draftHasRows() || number(terminate) == 0) {
      assertThat(colony.researcher().getProcess(id).state()).isNotEqualTo(ProcessState.FAILED);
      Thread.sleep(20);
    }
    assertThat(colony.await(id).errors())
        .containsExactly("dataset slow: the database ended the connection (SQL state 57P01)");
    assertThat(site.stateFiles()).noneMatch(name -> name.contains(id) && !name.endsWith(".lock"));
    assertThat(first(10).out()).hasSize(1);
  }

  private static boolean draftHasRows() throws IOException {
    try (Stream<Path> files = Files.list(site.config().state())) {
      return files
          .filter(file -> file.toString().endsWith(".draft"))
          .anyMatch(file -> file.toFile().length() > Spool.SALT_BYTES);
    }
  }

  @Test
  @Requirement(id = "R23", figure = "marked value and parameter: 0 in outputs, logs, state folder")
  void aMarkedValueIsNowhereOutsideOfTheDatabase() throws Exception {
    Map<String, Object> kwargs = Site.planOf("hba1c_sum", "hba1c", "dec(3)[0..99]");
    kwargs.put("parameters", Map.of("year", 2025, "sex", "F"));
    Process plan = site.plan(kwargs);
    Process batch = site.batch(plan.processId(), 0, 0);
    assertThat(batch.errors()).isEmpty();
    Set<String> places = new HashSet<>(batch.out());
    places.addAll(plan.out());
    for (Process process : List.of(plan, batch)) {
      colony.researcher().getLogs(process.processId(), 100, 0).stream()
          .map(LogEntry::message)
          .forEach(places::add);
    }
    try (Stream<Path> files = Files.list(site.config().state())) {
      for (Path file : files.toList()) {
        places.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(places).noneMatch(text -> text.contains("31.337") || text.contains("31337"));
    assertThat(places).noneMatch(text -> text.contains("2025\"") || text.contains(":2025,"));
  }

  private static String fails(String dataset) throws InterruptedException {
    Process process = site.plan(Site.planOf(dataset, "hba1c", "dec(3)[0..99]"));
    assertThat(process.errors()).hasSize(1);
    return process.errors().get(0);
  }

  /** Returns the text of each statement that the server wrote down. */
  private static Set<String> statements() throws Exception {
    Pattern pattern = Pattern.compile("LOG: +(?:statement|execute [^:]*): (.*)");
    Set<String> statements = new HashSet<>();
    for (String line : log().lines().toList()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        statements.add(matcher.group(1));
      }
    }
    return statements;
  }

  /**
   * Returns the server's log with every statement in it that ended before this call.
   *
   * <p>A collector of its own writes the file, from a pipe, later than the statement's client has
   * its answer. The pipe keeps the order, so that what comes before a statement of ours is there
   * once ours is.
   */
  private static String log() throws SQLException, IOException, InterruptedException {
    String last = "select 'last of " + LAST.incrementAndGet() + "'";
    sql(last);
    Instant deadline = Instant.now().plusSeconds(60);
    String log = Files.readString(folder.resolve("statements.log"));
    while (!log.contains(last)) {
      assertThat(Instant.now()).as("time to see the last statement").isBefore(deadline);
      Thread.sleep(5);
      log = Files.readString(folder.resolve("statements.log"));
    }
    return log;
  }

  private static long patients() throws SQLException {
    return number("select count(*) from patients");
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void sql(String text) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
