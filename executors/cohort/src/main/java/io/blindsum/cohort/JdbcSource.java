package io.blindsum.cohort;

import io.blindsum.question.text.SqlCondition;
import io.blindsum.question.text.WhereClause;
import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cohort from a database through a cursor: a read-only transaction, one consistent snapshot
 * where the database has it (repeatable read), a bounded number of rows in memory.
 *
 * <p>Fields are the driver's text of the values; NULL is an empty field. Column names match without
 * regard to case, as unquoted SQL names do.
 */
public final class JdbcSource implements CohortSource {
  /** How URLs of DuckDB begin; one of it alone is of no file. */
  static final String DUCKDB = "jdbc:duckdb:";

  private static final int ANSWER_SECONDS = 5;

  private final JdbcQuery query;
  private final DatabaseProduct product;
  private final Connection connection;
  private final Statement statement;
  private final ResultSet rows;
  private final ColumnNames columns;
  private final BitSet instants = new BitSet();
  private long count;

  /**
   * Connects and starts the query.
   *
   * @param url a JDBC URL of a driver that is found, such as {@code
   *     jdbc:postgresql://host/database}
   * @param user the database user, or null if the URL or the database needs none
   * @param password the password, or null
   * @param values of the query's parameters, as {@link QueryParameters#read} returns them
   * @param condition which rows will be read, so that the database may leave out others; it need
   *     not, so the rows have to be tested again
   * @throws DataException if the database cannot be reached or refuses
   */
  public static CohortSource open(
      JdbcQuery query,
      String url,
      @Nullable String user,
      @Nullable String password,
      Map<String, Object> values,
      Optional<WhereClause> condition) {
    return open(query, connect(query, url, properties(url, user, password)), values, condition);
  }

  /**
   * Connects and asks for a sign of life, without running the query.
   *
   * @param url as in {@link #open}, as are user and password
   * @throws DataException if the database cannot be reached or refuses
   */
  public static void requireAnswer(
      JdbcQuery query, String url, @Nullable String user, @Nullable String password) {
    try (Connection connection = connect(query, url, properties(url, user, password))) {
      if (!connection.isValid(ANSWER_SECONDS)) {
        throw new SQLException("no sign of life", "08000");
      }
    } catch (SQLException e) {
      throw SqlErrors.explain(e, query, "data set " + query.name());
    }
  }

  private static Properties properties(
      String url, @Nullable String user, @Nullable String password) {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    if (url.startsWith(DUCKDB)) {
      // it opens a file once for all, and would put the whole result into memory; without a file
      // there is nothing to protect, as where the query reads files of Parquet or CSV
      String file = url.substring(DUCKDB.length());
      boolean hasFile = !file.isEmpty() && !file.startsWith(":memory:");
      properties.setProperty("duckdb.read_only", String.valueOf(hasFile));
      properties.setProperty("jdbc_stream_results", "true");
    }
    return properties;
  }

  private static Connection connect(JdbcQuery query, String url, Properties properties) {
    String where = "data set " + query.name();
    Driver driver = JdbcDrivers.find(url, where, System.getenv());
    try {
      @Nullable Connection connection = driver.connect(url, properties);
      if (connection == null) {
        throw new SQLException("not a URL of this driver");
      }
      return connection;
    } catch (SQLException e) {
      throw SqlErrors.explain(e, query, where);
    }
  }

  /**
   * Starts the query on a connection, which the source then owns.
   *
   * @param values of the query's parameters, as {@link QueryParameters#read} returns them
   * @param condition which rows will be read, so that the database may leave out others; it need
   *     not, so the rows have to be tested again
   * @throws DataException if the database refuses the query
   */
  public static CohortSource open(
      JdbcQuery query,
      Connection connection,
      Map<String, Object> values,
      Optional<WhereClause> condition) {
    try {
      DatabaseProduct product = DatabaseProduct.of(connection, "data set " + query.name());
      return new JdbcSource(query, connection, product, values, condition);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw SqlErrors.explain(e, query, "data set " + query.name());
    } catch (DataException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  private JdbcSource(
      JdbcQuery query,
      Connection connection,
      DatabaseProduct product,
      Map<String, Object> values,
      Optional<WhereClause> condition)
      throws SQLException {
    this.query = query;
    this.connection = connection;
    this.product = product;
    product.begin(connection, query.timeout());
    NamedSql sql = NamedSql.parse(query.sql());
    String text = sql.positional();
    List<Object> parameters = parameters(sql, values);
    if (condition.isPresent()) {
      Optional<SqlCondition> narrowed = narrowed(condition.get(), text, parameters);
      if (narrowed.isPresent()) {
        // the query's parameters stand before those of the condition
        text = "SELECT * FROM (" + withoutEnd(text) + "\n) cohort WHERE " + narrowed.get().text();
        parameters.addAll(narrowed.get().values());
      }
    }
    PreparedStatement prepared =
        connection.prepareStatement(text, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    this.statement = prepared;
    statement.setFetchSize(product.fetchSize(query.fetchRows()));
    statement.setQueryTimeout(Math.toIntExact(query.timeout().toSeconds()));
    bind(prepared, parameters);
    this.rows = execute(prepared, query);
    ResultSetMetaData metaData = rows.getMetaData();
    this.columns = header(metaData);
    for (int i = 0; i < columns.names().size(); i++) {
      instants.set(i, product.isInstant(metaData, i + 1));
    }
  }

  /** Starts the query; a driver that ends it without saying why has ended it for the time. */
  private static ResultSet execute(PreparedStatement prepared, JdbcQuery query)
      throws SQLException {
    long start = System.nanoTime();
    try {
      return prepared.executeQuery();
    } catch (SQLException e) {
      if (e.getSQLState() == null && System.nanoTime() - start >= query.timeout().toNanos()) {
        throw new SQLTimeoutException(e);
      }
      throw e;
    }
  }

  private static List<Object> parameters(NamedSql sql, Map<String, Object> values) {
    List<Object> parameters = new ArrayList<>();
    for (String name : sql.names()) {
      Object value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no value for the parameter " + name);
      }
      parameters.add(value);
    }
    return parameters;
  }

  /** Has the database say what the query gives, without running it, to write a condition on it. */
  private Optional<SqlCondition> narrowed(WhereClause where, String text, List<Object> parameters)
      throws SQLException {
    if (!product.takesConditions()) {
      return Optional.empty();
    }
    String quote = connection.getMetaData().getIdentifierQuoteString();
    try (PreparedStatement described = connection.prepareStatement(text)) {
      bind(described, parameters);
      @Nullable ResultSetMetaData types = described.getMetaData();
      return types == null ? Optional.empty() : NarrowedSql.of(where, quote, header(types), types);
    }
  }

  /** Leaves away the semicolon that may end a query, but not a part of one. */
  private static String withoutEnd(String text) {
    return text.stripTrailing().replaceFirst(";$", "");
  }

  private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (value instanceof BigDecimal decimal) {
        statement.setBigDecimal(i + 1, decimal);
      } else {
        statement.setString(i + 1, (String) value);
      }
    }
  }

  private ColumnNames header(ResultSetMetaData metaData) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      names.add(metaData.getColumnLabel(i));
    }
    return ColumnNames.ofQuery(name(), "data set " + name(), names);
  }

  @Override
  public String name() {
    return Messages.printable(query.name());
  }

  @Override
  public List<String> columns() {
    return columns.names();
  }

  @Override
  public int column(String wanted) {
    int index = columns.indexOf(wanted);
    if (instants.get(index)) {
      throw new DataException(
          "'%s' is a point in time, whose date depends on a time zone"
              .formatted(Messages.printable(wanted)),
          "data set " + name(),
          "name the zone in the data set's query, such as cast(seen at time zone"
              + " 'Europe/Stockholm' as date)");
    }
    return index;
  }

  @Override
  public List<String> remarks() {
    return product.remarks();
  }

  @Override
  public boolean next() {
    try {
      if (!rows.next()) {
        return false;
      }
      count++;
      return true;
    } catch (SQLException e) {
      throw SqlErrors.explain(e, query, name() + " after row " + Messages.grouped(count));
    }
  }

  @Override
  public CharSequence field(int column) {
    try {
      String text = rows.getString(column + 1);
      // as those of a file: a column of type CHAR comes with blanks
      return text == null ? "" : Blanks.strip(text);
    } catch (SQLException e) {
      throw SqlErrors.explain(e, query, where());
    }
  }

  @Override
  public long row() {
    return count;
  }

  @Override
  public long position() {
    return count;
  }

  @Override
  public String positionUnit() {
    return "row";
  }

  @Override
  public void close() {
    try (connection) {
      // rows first: the driver of MariaDB would read the rest into memory before it rolls back
      rows.close();
      statement.close();
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // Only read: whatever the connection's end, no data is lost by it.
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The error that led here says more.
    }
  }
}
