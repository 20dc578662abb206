package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.cohort.CohortSource;
import io.blindsum.colony.Process;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.testing.Seeds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data sets of {@code site init --omop} over synthetic patients in tables of the OMOP common
 * data model 5.4, as PostgreSQL has them; the totals against SQL that was written by hand.
 */
class OmopTest {
  private static final int PERSONS = 400;
  private static final int DIABETES = 201820;
  private static final int DIABETES_2 = 201826;
  private static final int INFARCTION = 4329847;
  private static final int METFORMIN = 1503297;
  private static final int METFORMIN_TABLET = 40164929;
  private static final int HBA1C = 3004410;
  private static final int PERCENT = 8554;

  /** The tables of the model, with those of their columns that have to be there or are read. */
  private static final String TABLES =
      """
      create schema omop;
      create table omop.person (person_id integer primary key, gender_concept_id integer not null,
        year_of_birth integer not null, month_of_birth integer, day_of_birth integer,
        birth_datetime timestamp, race_concept_id integer not null,
        ethnicity_concept_id integer not null);
      create table omop.observation_period (observation_period_id integer primary key,
        person_id integer not null, observation_period_start_date date not null,
        observation_period_end_date date not null, period_type_concept_id integer not null);
      create table omop.condition_occurrence (condition_occurrence_id integer primary key,
        person_id integer not null, condition_concept_id integer not null,
        condition_start_date date not null, condition_type_concept_id integer not null);
      create table omop.drug_exposure (drug_exposure_id integer primary key,
        person_id integer not null, drug_concept_id integer not null,
        drug_exposure_start_date date not null, drug_exposure_end_date date not null,
        drug_type_concept_id integer not null);
      create table omop.measurement (measurement_id integer primary key,
        person_id integer not null, measurement_concept_id integer not null,
        measurement_date date not null, measurement_type_concept_id integer not null,
        value_as_number numeric, unit_concept_id integer);
      create table omop.death (person_id integer not null, death_date date not null);
      create table omop.concept_ancestor (ancestor_concept_id integer not null,
        descendant_concept_id integer not null, min_levels_of_separation integer not null,
        max_levels_of_separation integer not null);
      """;

  @TempDir private static Path folder;

  private static EmbeddedPostgres server;
  private static Colony colony;
  private static Site site;
  private static int lastId;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
      fill(connection, Seeds.random("OmopTest"));
    }
    colony = Colony.start();
    site =
        Site.start(
            colony,
            folder,
            SiteTemplate.omopDatasets("omop")
                .stripIndent()
                .replace(
                    "jdbc:postgresql://localhost/omop", server.getJdbcUrl("postgres", "postgres")));
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
    colony.close();
    server.close();
  }

  @Test
  void theTemplateIsReadWithItsDataSets() {
    Path file = folder.resolve("omop.yaml");
    SiteTemplate.writeOmop(file, "karolinska", "hospital.cdm_54");
    SiteConfig config = SiteConfigReader.read(file, Map.of());
    assertThat(config.datasets()).containsOnlyKeys("person", "condition", "drug", "measurement");
    assertThat(config.datasets().values())
        .allSatisfy(dataset -> assertThat(dataset.id()).hasValue("person"));
    for (String schema : List.of("", "a.b.c", "a b", "a;drop", "1a", "\"a\"", "a-b")) {
      assertThat(SiteTemplate.isSchema(schema)).as(schema).isFalse();
      assertThatThrownBy(() -> SiteTemplate.omopDatasets(schema))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void personIsEverybodyAtTheTurnOfAYear() throws Exception {
    String plain =
        """
        select count(*), sum(2020 - year_of_birth), count(*) filter (where gender_concept_id = 8532),
          sum(months(date '2020-01-01', least(observation_period_end_date, death_date))),
          count(*) filter (where death_date <= observation_period_end_date)
        from omop.person natural join omop.observation_period natural left join omop.death
        where observation_period_start_date < '2020-01-01'
          and observation_period_end_date >= '2020-01-01'
          and coalesce(death_date, 'infinity') >= '2020-01-01'
        """;
    compare("person", Map.of("year", 2020), "death", plain);
  }

  @Test
  void conditionStartsWithItsFirstRecord() throws Exception {
    String plain =
        """
        select count(*), sum(extract(year from at) - year_of_birth),
          count(*) filter (where gender_concept_id = 8532),
          sum(months(at, least(observation_period_end_date, death_date))),
          count(*) filter (where death_date <= observation_period_end_date)
        from (select distinct on (person_id) person_id, condition_start_date as at
            from omop.condition_occurrence where condition_concept_id in (201820, 201826)
            order by person_id, condition_start_date) first
          natural join omop.person natural join omop.observation_period natural left join omop.death
        where at between observation_period_start_date and observation_period_end_date
          and coalesce(death_date, 'infinity') >= at
        """;
    compare("condition", Map.of("concept", DIABETES), "death", plain);
  }

  @Test
  void drugFollowsNewUsersUntilTheEvent() throws Exception {
    String plain =
        """
        select count(*), sum(extract(year from at) - year_of_birth),
          count(*) filter (where gender_concept_id = 8532),
          sum(months(at, least(observation_period_end_date, death_date, event))),
          count(*) filter (where event <= least(observation_period_end_date, death_date))
        from (select person_id, min(drug_exposure_start_date) as at
            from omop.drug_exposure where drug_concept_id in (1503297, 40164929)
            group by person_id) first
          natural join omop.person natural join omop.observation_period natural left join omop.death
          natural left join (select person_id, min(condition_start_date) as event
            from omop.condition_occurrence where condition_concept_id = 4329847
            group by person_id) outcome
        where at between observation_period_start_date and observation_period_end_date
          and coalesce(death_date, 'infinity') >= at and coalesce(event, 'infinity') > at
        """;
    compare("drug", Map.of("concept", METFORMIN, "outcome", INFARCTION), "event", plain);
  }

  @Test
  void measurementIsTheLastOneInItsUnit() throws Exception {
    String plain =
        """
        select count(*), sum(extract(year from measurement_date) - year_of_birth),
          count(*) filter (where gender_concept_id = 8532), sum(round(value_as_number, 2)), null
        from omop.person natural join omop.measurement m
        where measurement_concept_id = 3004410 and unit_concept_id = 8554
          and value_as_number is not null
          and not exists (select 1 from omop.measurement later
            where later.person_id = m.person_id and later.measurement_concept_id = 3004410
              and later.unit_concept_id = 8554 and later.value_as_number is not null
              and (later.measurement_date, later.measurement_id)
                > (m.measurement_date, m.measurement_id))
        """;
    compare("measurement", Map.of("concept", HBA1C, "unit", PERCENT), null, plain);
  }

  /** Compares the rows, and what a plan of them decrypts to, with one row of plain SQL. */
  private static void compare(
      String name, Map<String, Object> parameters, @Nullable String event, String plain)
      throws Exception {
    List<BigDecimal> expected = plainTotals(plain);
    assertThat(expected.get(0).intValueExact()).as("patients").isGreaterThan(30);
    Dataset dataset = Objects.requireNonNull(site.config().datasets().get(name));
    String amount = event == null ? "result" : "follow_up";
    Map<String, BigDecimal> sums = new TreeMap<>();
    List<String> persons = new ArrayList<>();
    try (CohortSource rows =
        dataset.open(
            dataset.parameters().read("parameters", parameters),
            List.of(),
            Optional.empty(),
            Map.of())) {
      while (rows.next()) {
        persons.add(rows.field(rows.column("person")).toString());
        for (String column :
            event == null ? List.of("age", amount) : List.of("age", amount, event)) {
          sums.merge(
              column, new BigDecimal(rows.field(rows.column(column)).toString()), BigDecimal::add);
        }
        String sex = rows.field(rows.column("sex")).toString();
        sums.merge("F", sex.equals("F") ? BigDecimal.ONE : BigDecimal.ZERO, BigDecimal::add);
      }
    }
    assertThat(persons).doesNotHaveDuplicates().hasSize(expected.get(0).intValueExact());
    assertThat(sums.get("age")).isEqualByComparingTo(expected.get(1));
    assertThat(sums.get("F")).isEqualByComparingTo(expected.get(2));
    assertThat(sums.get(amount)).isEqualByComparingTo(expected.get(3));
    if (event != null) {
      assertThat(sums.get(event)).isEqualByComparingTo(expected.get(4));
    }
    String type = event == null ? "dec(2)[0..100000]" : "month[0..1200]";
    Map<String, Object> kwargs = Site.planOf(name, amount, type);
    kwargs.put("parameters", parameters);
    kwargs.put("layout", "partials");
    Process process = site.plan(kwargs);
    assertThat(process.errors()).isEmpty();
    PlanMessage plan = Signed.parse("plan", process.out().get(0), PlanMessage.class).message();
    GroupTotals totals = Decryption.ofPlan(site, plan);
    ColumnTotals.Numbers numbers = (ColumnTotals.Numbers) totals.columns().get(0);
    assertThat(numbers.n()).isEqualTo(expected.get(0).longValueExact());
    assertThat(new BigDecimal(numbers.moments().sum().toString()))
        .isEqualByComparingTo(expected.get(3));
  }

  private static List<BigDecimal> plainTotals(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // completed months, as PostgreSQL itself counts the time between two dates
      statement.execute(
          "create or replace function months(a date, b date) returns numeric language sql as"
              + " 'select extract(year from age(b, a)) * 12 + extract(month from age(b, a))'");
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        List<BigDecimal> totals = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
          totals.add(Optional.ofNullable(rows.getBigDecimal(i)).orElse(BigDecimal.ZERO));
        }
        return totals;
      }
    }
  }

  /** Makes patients of all kinds: unknown sex, several records, deaths before and after the end. */
  private static void fill(Connection connection, Random random) throws SQLException {
    for (int[] pair :
        new int[][] {
          {DIABETES, DIABETES},
          {DIABETES, DIABETES_2},
          {DIABETES_2, DIABETES_2},
          {INFARCTION, INFARCTION},
          {METFORMIN, METFORMIN},
          {METFORMIN, METFORMIN_TABLET},
          {HBA1C, HBA1C}
        }) {
      insert(connection, "concept_ancestor", pair[0], pair[1], 0, 1);
    }
    for (int person = 1; person <= PERSONS; person++) {
      int sex = random.nextInt(10) == 0 ? 0 : random.nextBoolean() ? 8532 : 8507;
      insert(connection, "person", person, sex, 1930 + random.nextInt(70), null, null, null, 0, 0);
      LocalDate from = LocalDate.of(2014, 1, 1).plusDays(random.nextInt(2600));
      LocalDate to = from.plusDays(random.nextInt(2500));
      insert(connection, "observation_period", person, person, from, to, 32817);
      if (random.nextInt(5) == 0) {
        LocalDate death = random.nextBoolean() ? to : from.plusDays(random.nextInt(3000));
        insert(connection, "death", person, death);
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        int concept = List.of(DIABETES, DIABETES_2, INFARCTION).get(random.nextInt(3));
        insert(connection, "condition_occurrence", id(), person, concept, day(from, random), 32817);
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        int concept = random.nextBoolean() ? METFORMIN : METFORMIN_TABLET;
        LocalDate day = day(from, random);
        insert(connection, "drug_exposure", id(), person, concept, day, day, 32817);
      }
      for (int i = random.nextInt(5); i > 0; i--) {
        BigDecimal value =
            random.nextInt(6) == 0 ? null : BigDecimal.valueOf(3_000 + random.nextInt(9_000), 3);
        int unit = random.nextInt(4) == 0 ? 9579 : PERCENT;
        insert(
            connection, "measurement", id(), person, HBA1C, day(from, random), 32817, value, unit);
      }
    }
  }

  private static LocalDate day(LocalDate from, Random random) {
    return from.plusDays(random.nextInt(2200) - 100L);
  }

  private static int id() {
    return ++lastId;
  }

  private static void insert(Connection connection, String table, @Nullable Object... values)
      throws SQLException {
    String places = "?, ".repeat(values.length - 1) + "?";
    try (PreparedStatement insert =
        connection.prepareStatement("insert into omop." + table + " values (" + places + ")")) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.execute();
    }
  }
}
