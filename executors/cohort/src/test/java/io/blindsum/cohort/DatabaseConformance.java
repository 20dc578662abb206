package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blindsum.encoding.CategoryType;
import io.blindsum.encoding.ColumnReader;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.encoding.ColumnType;
import io.blindsum.encoding.FieldStatus;
import io.blindsum.question.text.WhereClause;
import io.blindsum.testing.LongForm;
import io.blindsum.testing.Seeds;
import io.blindsum.text.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Says how rows come out of every database product, whatever it is; each subclass brings one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseConformance {
  /** Whole rounds of ages from 0 to 59. */
  private static final int ROWS = LongForm.of(6_000, 10_000_020);

  private static final int NOTES = 30_000;
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Stockholm", "Pacific/Kiritimati", "America/Lima");
  private static final String HEAP = "-Xmx24m";
  private static final List<ColumnSpec> COLUMNS =
      Stream.of("age:int[18..120]", "hba1c:dec(1)[-3..20]", "sex:cat{F,M}", "arms:cat{0,1,2}")
          .map(ColumnSpec::parse)
          .toList();

  @TempDir static Path folder;

  /**
   * A database under test, and what of its language differs.
   *
   * @param url for reading, with the login if it needs one
   * @param moment the type of a date with a time
   * @param instant the type of a point in time, which is shown in some time zone
   * @param series a table of the numbers 1 to {@code %d} in a column {@code i}
   * @param writing a query that removes the rows of a table {@code kept} and gives them back
   * @param refusal how the message about it starts
   * @param sleepy a query that takes longer than a second, if nobody ends it
   */
  record Database(
      String url,
      String moment,
      String instant,
      String series,
      String writing,
      String refusal,
      String sleepy) {}

  private Database database;

  /** Starts a database or finds one. */
  abstract Database startDatabase() throws Exception;

  abstract void stopDatabase() throws Exception;

  @BeforeAll
  void start() throws Exception {
    database = startDatabase();
    try (Connection connection = writer()) {
      System.out.println(
          "conformance: testing "
              + connection.getMetaData().getDatabaseProductName()
              + " "
              + connection.getMetaData().getDatabaseProductVersion()
              + " with driver "
              + connection.getMetaData().getDriverVersion());
    }
    sql(
        "create table cohort as select i as id, i %% 60 as age, i %% 7 as arms from %s"
            .formatted(series(ROWS)));
  }

  @AfterAll
  void stop() throws Exception {
    stopDatabase();
  }

  Database database() {
    return database;
  }

  @Test
  void readsNumbersDatesAndWords() throws Exception {
    sql(
        "create table everything (id int, big bigint, amount numeric(18,7), ratio double"
            + " precision, born date, seen "
            + database.moment()
            + ", ok boolean, arm char(5))",
        "insert into everything values (1, 999999999999999999, -0.0000001, 0.1, date '1970-01-01',"
            + " timestamp '2026-03-29 02:30:00', true, 'F')",
        "insert into everything values (2, null, null, null, null, null, null, null)",
        "insert into everything values (3, -999999999999999999, 12345678901.1234567, -0.00001,"
            + " date '2400-02-29', timestamp '1970-01-01 00:00:00', false, 'M')",
        "insert into everything values (4, 0, 0, 1e10, date '1899-12-31',"
            + " timestamp '2026-10-25 23:59:59', true, 'F')");
    String[] columns = {
      "big:int[-999999999999999999..999999999999999999]",
      "amount:dec(7)[-99999999999..99999999999]",
      "ratio:dec(5)[-10..10000000000]",
      "born:date(days from 1899-12-31)[0..200000]",
      "seen:date(days to 2026-10-25)[0..30000]",
      "ok:bool",
      "arm:cat{F,M}"
    };
    String[] rows = {
      "999999999999999999|-0.0000001|0.10000|25568|210|1|F",
      "-|-|-|-|-|-|-",
      "-999999999999999999|12345678901.1234567|-0.00001|182681|20751|0|M",
      "0|0.0000000|10000000000.00000|0|0|1|F"
    };
    for (String zone : ZONES) {
      assertThat(inZone(zone, () -> values("select * from everything order by id", columns)))
          .as(zone)
          .containsExactly(rows);
    }
  }

  /** A patient is not born a day earlier where the program runs in another time zone. */
  @Test
  void aPointInTimeHasOneDateEverywhereOrIsRefused() throws Exception {
    sql(
        "create table times (seen %s)".formatted(database.instant()),
        "insert into times values ('2026-01-31 23:30:00')");
    Set<String> dates = new HashSet<>();
    for (String zone : ZONES) {
      dates.add(inZone(zone, this::dateOfThePoint));
    }
    assertThat(dates)
        .singleElement()
        .isIn(
            "10", "'seen' is a point in time, whose date depends on a time zone at data set heart");
  }

  private String dateOfThePoint() {
    try {
      return values("select * from times", "seen:date(days to 2026-02-10)[0..99]").get(0);
    } catch (DataException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static <T> T inZone(String zone, Supplier<T> reading) {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      return reading.get();
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void readsNumbersOfAnyLength() throws Exception {
    sql(
        "create table numbers (id int, tall numeric(38,0), fine numeric(38,20))",
        "insert into numbers values (1, 99999999999999999999999999999999999999,"
            + " -0.00000000000000000001)");
    try (CohortSource source = open("select * from numbers", Optional.empty())) {
      assertThat(source.next()).isTrue();
      assertThat(new BigDecimal(source.field(1).toString())).isEqualTo("9".repeat(38));
      assertThat(new BigDecimal(source.field(2).toString())).isEqualByComparingTo("-1e-20");
    }
  }

  @Test
  void readsTextAsItIs() throws Exception {
    List<String> texts =
        List.of(
            "it's", "\"x\"", "a\\b\\\\", "100 %_", "Ö漢\uD83D\uDE00", "a;b--c/*", "?:x", "`[]$$");
    sql("create table texts (id int, note varchar(50), short char(20))");
    try (Connection connection = writer();
        PreparedStatement insert =
            connection.prepareStatement("insert into texts values (?, ?, ?)")) {
      for (int i = 0; i < texts.size(); i++) {
        insert.setInt(1, i);
        insert.setString(2, texts.get(i) + "  ");
        insert.setString(3, texts.get(i));
        insert.execute();
      }
    }
    List<String> read = new ArrayList<>();
    try (CohortSource source = open("select * from texts order by id", Optional.empty())) {
      while (source.next()) {
        read.add(source.field(1).toString());
        assertThat(source.field(2)).hasToString(source.field(1).toString());
      }
    }
    assertThat(read).isEqualTo(texts);
  }

  @Test
  void findsNamesOfAnyKind() throws Exception {
    List<String> names =
        List.of(
            "order", "group", "User", "with blank", "quo\"te", "back`tick", "größe", "a.b", "%");
    try (Connection connection = writer()) {
      String quote = connection.getMetaData().getIdentifierQuoteString();
      sql(
          names.stream()
              .map(name -> quote + name.replace(quote, quote + quote) + quote + " int")
              .collect(Collectors.joining(", ", "create table names (", ")")),
          "insert into names values (0, 1, 2, 3, 4, 5, 6, 7, 8)");
    }
    WhereClause where =
        where(
            "order = 0 and group < 2 and User >= 2",
            "order:int[0..9]",
            "group:int[0..9]",
            "User:int[0..9]");
    try (CohortSource source = open("select * from names", Optional.of(where))) {
      assertThat(source.next()).isTrue();
      for (int i = 0; i < names.size(); i++) {
        assertThat(source.field(source.column(names.get(i)))).hasToString(String.valueOf(i));
      }
      assertThat(source.next()).isFalse();
    }
  }

  @Test
  void readsAliasesInTheOrderOfTheQuery() throws Exception {
    String swapped =
        "select age as id, id as age from cohort where id <= 100 order by age desc, id desc;";
    WhereClause where = where("age < 50 and id != 7", "age:int[0..100]", "id:int[0..100]");
    List<String> expected = new ArrayList<>();
    for (int age = 49; age >= 1; age--) {
      if (age != 7) {
        expected.add(age + "|" + age);
      }
    }
    assertThat(values(swapped, Optional.of(where), "id:int[0..100]", "age:int[0..100]"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with few as (select id, age from cohort where id <= 10) select * from few order by id",
        "select id, age from cohort where id <= 3 union all select id, age from cohort where id ="
            + " 4",
        "select id, max(age) as age from cohort where id <= 9 group by id having count(*) = 1",
        "(select id, age from cohort order by id limit 4)",
      })
  void takesQueriesOfAnyForm(String sql) {
    assertThat(ids(sql, where("age < 5 and age != 2", "age:int[0..59]")))
        .containsExactlyInAnyOrder(1L, 3L, 4L);
  }

  @Test
  void namesThatDifferByCaseAloneAreTwoColumns() throws Exception {
    String quote;
    try (Connection connection = writer()) {
      quote = connection.getMetaData().getIdentifierQuoteString();
    }
    String sql = "select 1 as %1$sAge%1$s, 2 as %1$sAGE%1$s".formatted(quote);
    try (CohortSource source = open(sql, Optional.empty())) {
      assertThat(source.next()).isTrue();
      assertThat(source.field(source.column("Age"))).hasToString("1");
      assertThat(source.field(source.column("AGE"))).hasToString("2");
      assertThatThrownBy(() -> source.column("age")).hasMessageContaining("'age' is used twice");
    }
  }

  /** Once a condition put the name of a column into quotes of text: all rows were found. */
  @Test
  void countsRowsByACondition() throws Exception {
    WhereClause where = where("age < 30", "age:int[0..59]");
    long rows = 0;
    long sum = 0;
    try (CohortSource source = open("select * from cohort", Optional.of(where))) {
      int age = source.column("age");
      while (source.next()) {
        sum += Integer.parseInt(source.field(age).toString());
        rows++;
      }
    }
    assertThat(rows).isEqualTo(number("select count(*) from cohort where age < 30"));
    assertThat(rows).isEqualTo(ROWS / 2);
    assertThat(sum).isEqualTo(number("select sum(age) from cohort where age < 30"));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "age = 40 | age = 40",
        "age != 40 | age <> 40",
        "age < 40 | age < 40",
        "age <= 40 | age <= 40",
        "age > 40 | age > 40",
        "age >= 40 | age >= 40",
        "hba1c >= -1.5 | hba1c >= -1.5",
        "hba1c = 7 | hba1c = 7.0",
        "sex = F | sex = 'F'",
        "sex != F | sex <> 'F'",
        "sex in (F, M) | sex in ('F', 'M')",
        "arms in (0, 2) | arms in (0, 2)",
        "arms != 1 | arms <> 1",
        "age between 39 and 41 | age between 39 and 41",
        "not age between 39 and 41 | not (age between 39 and 41)",
        "hba1c is missing | hba1c is null",
        "sex is not missing | sex is not null",
        "not (sex = F or age > 40) | not (sex = 'F' or age > 40)",
        "sex = M and (age < 40 or hba1c is missing) | sex = 'M' and (age < 40 or hba1c is null)",
      })
  void takesTheRowsThatPlainSqlTakes(String condition, String sql) throws Exception {
    conditions();
    WhereClause where = WhereClause.parse(condition, COLUMNS);
    assertThat(ids("select * from patients order by id", where))
        .isNotEmpty()
        .isEqualTo(numbers("select id from patients where " + sql + " order by id"));
  }

  @Test
  void takesTheRowsThatAreTakenFromAFile() throws Exception {
    Path csv = conditions();
    Random random = Seeds.random("DatabaseConformance");
    for (int i = 0; i < 60; i++) {
      WhereClause where = WhereClause.parse(RandomConditions.next(random, 3), COLUMNS);
      List<Long> expected = new ArrayList<>();
      try (CohortSource source = new FilteredSource(CsvSource.open(csv), where)) {
        while (source.next()) {
          expected.add(Long.valueOf(source.field(0).toString()));
        }
      }
      JdbcQuery query =
          new JdbcQuery(
              "heart",
              "select * from patients where id < :most order by id -- the site's own text;",
              new QueryParameters(Map.of("most", ColumnType.parse("int[0..1000]"))),
              Duration.ofMinutes(1),
              100);
      assertThat(
              ids(
                  Sources.filtered(
                      JdbcSource.open(
                          query,
                          database.url(),
                          null,
                          null,
                          Map.of("most", 300L),
                          Optional.of(where)),
                      Optional.of(where))))
          .as(where.toString())
          .isEqualTo(expected);
    }
  }

  /** Blanks, letters' case, words for no value and inexact numbers are read as those of a file. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "sex = F | 1 2 3",
        "sex != F | 4",
        "sex is missing | 5 6 7",
        "not sex = M | 1 2 3",
        "hba1c = 7.1 | 1 2",
        "hba1c > 7 | 1 2 3",
        "old = 41 | 1 2",
        "old != 41 | 3",
      })
  void readsAConditionsValuesAsThoseOfAFile(String condition, String expected) throws Exception {
    sql(
        "drop table if exists loose",
        "create table loose (id int, sex varchar(9), hba1c real, old varchar(9))",
        "insert into loose values (1, 'F', 7.1, '41'), (2, 'F ', 7.1, ' 41 '), (3, ' F', 7.2, '9'),"
            + " (4, 'M', 6.9, 'NA'), (5, '', null, ''), (6, 'NA', null, null),"
            + " (7, null, null, null)");
    WhereClause where = where(condition, "sex:cat{F,M}", "hba1c:dec(1)[0..20]", "old:int[0..99]");
    assertThat(ids("select * from loose order by id", where))
        .extracting(String::valueOf)
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"age < 40", "age >= 40", "sex = F", "sex != F", "hba1c < 7"})
  void refusesACohortWithAValueThatNobodyDeclared(String condition) throws Exception {
    sql(
        "drop table if exists wrong",
        "create table wrong (id int, age int, sex varchar(9), hba1c numeric(6,3))",
        "insert into wrong values (1, 999, 'f', 7.104)");
    WhereClause where = where(condition, "age:int[18..120]", "sex:cat{F,M}", "hba1c:dec(1)[0..20]");
    assertThatThrownBy(() -> ids("select * from wrong", where))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "a value of '%s' is not of its declared type at heart row 1"
                .formatted(condition.substring(0, condition.indexOf(' '))));
  }

  @Test
  void bindsValuesThatLookLikeSql() throws Exception {
    String label = "it's \\ \"x\" -- ; %";
    sql("create table labels (id int, note varchar(50), amount numeric(9,2))");
    try (Connection connection = writer();
        PreparedStatement insert =
            connection.prepareStatement("insert into labels values (?, ?, 7.25)")) {
      insert.setInt(1, 1);
      insert.setString(2, label);
      insert.execute();
    }
    Map<String, ColumnType> types = new LinkedHashMap<>();
    types.put("note", new CategoryType(List.of(label, "' or 1=1 --")));
    types.put("id", ColumnType.parse("int[0..9]"));
    types.put("amount", ColumnType.parse("dec(2)[0..9]"));
    JdbcQuery query =
        new JdbcQuery(
            "heart",
            "select * from labels where id = :id and note = :note and amount = :amount",
            new QueryParameters(types),
            Duration.ofMinutes(1),
            100);
    assertThat(matches(query, label)).isEqualTo(1);
    assertThat(matches(query, "' or 1=1 --")).isZero();
  }

  private long matches(JdbcQuery query, String note) {
    Map<String, Object> values = Map.of("id", 1L, "note", note, "amount", new BigDecimal("7.25"));
    try (CohortSource source =
        JdbcSource.open(query, database.url(), null, null, values, Optional.empty())) {
      return Sources.skip(source, Long.MAX_VALUE);
    }
  }

  @Test
  void readsMoreThanTheHeapHolds() throws Exception {
    sql(
        "create table notes as select i as id, i %% 100 as age, repeat('x', 1000) as note from %s"
            .formatted(series(NOTES)));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process reader =
        new ProcessBuilder(
                java,
                HEAP,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CursorReader.class.getName(),
                database.url())
            .redirectErrorStream(true)
            .start();
    String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
    // a driver may say more, above it
    assertThat(output.strip()).endsWith("rows 30000 sum of ages 1485000");
  }

  @Test
  void refusesToWriteOrUndoesIt() throws Exception {
    sql("create table kept as select 1 as id");

    assertThatThrownBy(
            () -> {
              try (CohortSource source = open(database.writing(), Optional.empty())) {
                Sources.skip(source, 10);
                throw new DataException(source.remarks().get(0), source.where(), "");
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(database.refusal());
    assertThat(number("select count(*) from kept")).isEqualTo(1);
  }

  @Test
  void endsAQueryAfterItsTime() {
    JdbcQuery query =
        new JdbcQuery(
            "heart", database.sleepy(), QueryParameters.none(), Duration.ofSeconds(1), 100);

    assertThatThrownBy(
            () -> {
              try (CohortSource source = Sources.open(query, database.url(), null, null)) {
                Sources.skip(source, 1);
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("statement timeout of 1 s at ");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "select nothing from cohort | the query names something absent or forbidden, or is not SQL",
        "select * from nowhere | the query names something absent or forbidden, or is not SQL",
        "selec | the query names something absent or forbidden, or is not SQL",
      })
  void explainsMistakesInOneLine(String sql, String what) {
    assertThatThrownBy(() -> open(sql, Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasNoCause()
        .hasMessageStartingWith(what)
        .hasMessageEndingWith(" at data set heart")
        .hasMessageNotContaining("\n");
  }

  /** Fills the table of the conditions, and writes the same rows into a file. */
  private Path conditions() throws SQLException, IOException {
    Path csv = folder.resolve(getClass().getSimpleName() + ".csv");
    if (Files.exists(csv)) {
      return csv;
    }
    Random random = Seeds.random("DatabaseConformance");
    StringBuilder file = new StringBuilder("id,age,hba1c,sex,arms\n");
    StringBuilder insert = new StringBuilder("insert into patients values ");
    for (int id = 0; id < 300; id++) {
      String row = id + "," + (id == 0 ? "40,7.0,F,1" : RandomConditions.row(random));
      file.append(row).append('\n');
      insert.append(id == 0 ? "(" : ", (").append(RandomConditions.sqlRow(row)).append(')');
    }
    sql(
        "create table patients (id int, age int, hba1c numeric(5,1), sex char(1), arms int)",
        insert.toString());
    return Files.writeString(csv, file);
  }

  private static WhereClause where(String condition, String... columns) {
    return WhereClause.parse(condition, Stream.of(columns).map(ColumnSpec::parse).toList());
  }

  private CohortSource open(String sql, Optional<WhereClause> where) {
    return Sources.filtered(
        JdbcSource.open(Sources.query(sql), database.url(), null, null, Map.of(), where), where);
  }

  private List<Long> ids(String sql, WhereClause where) {
    return ids(open(sql, Optional.of(where)));
  }

  private static List<Long> ids(CohortSource rows) {
    List<Long> ids = new ArrayList<>();
    try (CohortSource source = rows) {
      int id = source.column("id");
      while (source.next()) {
        ids.add(Long.valueOf(source.field(id).toString()));
      }
    }
    return ids;
  }

  private List<String> values(String sql, String... columns) {
    return values(sql, Optional.empty(), columns);
  }

  /** Reads each row as questions do; a bar between the values, a dash where there is none. */
  private List<String> values(String sql, Optional<WhereClause> where, String... columns) {
    List<ColumnSpec> specs = Stream.of(columns).map(ColumnSpec::parse).toList();
    List<String> rows = new ArrayList<>();
    try (CohortSource source = open(sql, where)) {
      while (source.next()) {
        rows.add(
            specs.stream()
                .map(spec -> value(spec.type(), source.field(source.column(spec.name()))))
                .collect(Collectors.joining("|")));
      }
    }
    return rows;
  }

  private static String value(ColumnType type, CharSequence field) {
    ColumnReader reader = ColumnReader.of(type);
    FieldStatus status = reader.read(field);
    return switch (status) {
      case VALUE -> type.format(reader.encoded());
      case NULL -> "-";
      default -> status + " " + field;
    };
  }

  String series(int rows) {
    return database.series().formatted(rows);
  }

  /** Connects to write. */
  Connection writer() throws SQLException {
    return DriverManager.getConnection(database.url());
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = writer();
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  private long number(String query) throws SQLException {
    return numbers(query).get(0);
  }

  private List<Long> numbers(String query) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (Connection connection = writer();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  /** Sums a column in a Java machine of its own, whose heap is smaller than the table. */
  static final class CursorReader {
    private CursorReader() {}

    public static void main(String[] arguments) {
      JdbcQuery query =
          new JdbcQuery(
              "heart",
              "select age, note from notes",
              QueryParameters.none(),
              Duration.ofMinutes(1),
              1_000);
      long sum = 0;
      try (CohortSource source = Sources.open(query, arguments[0], null, null)) {
        // one that is not read to its end is not kept either
        source.next();
      }
      try (CohortSource source = Sources.open(query, arguments[0], null, null)) {
        while (source.next()) {
          sum += Integer.parseInt(source.field(0), 0, source.field(0).length(), 10);
        }
        System.out.println("rows " + source.row() + " sum of ages " + sum);
      }
    }
  }
}
