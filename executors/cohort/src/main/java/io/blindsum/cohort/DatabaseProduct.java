package io.blindsum.cohort;

import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The databases whose ways are known, by the name that their drivers give. */
enum DatabaseProduct {
  POSTGRESQL("PostgreSQL", true, "timestamptz"),
  H2("H2", true, ""),
  DUCKDB("DuckDB", true, "TIMESTAMP WITH TIME ZONE"),
  MARIADB("MariaDB", false, ""),
  MYSQL("MySQL", false, ""),
  SQL_SERVER("Microsoft SQL Server", false, ""),
  ORACLE("Oracle", false, "TIMESTAMP WITH LOCAL TIME ZONE");

  /** The type of Oracle's driver for times of the session's time zone. */
  private static final int ORACLE_LOCAL_TIME = -102;

  /** The isolation level of SQL Server's driver that reads one snapshot and locks no row. */
  private static final int SQL_SERVER_SNAPSHOT = 4096;

  private final String title;
  private final boolean takesConditions;
  private final String instantType;

  DatabaseProduct(String title, boolean takesConditions, String instantType) {
    this.title = title;
    this.takesConditions = takesConditions;
    this.instantType = instantType;
  }

  /**
   * Finds the product of a connection.
   *
   * @param where the place in messages
   * @throws DataException if it is none of these: nobody knows whether it reads by a cursor, or how
   *     it compares texts
   */
  static DatabaseProduct of(Connection connection, String where) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    for (DatabaseProduct product : values()) {
      if (product.title.equals(name)) {
        return product;
      }
    }
    String known = Arrays.stream(values()).map(p -> p.title).collect(Collectors.joining(", "));
    throw new DataException(
        "a database of a product that is not known here, " + Messages.printable(name),
        where,
        "known are " + known + "; export a CSV file from others");
  }

  /**
   * Starts a transaction that reads one snapshot, and can write nothing where the product has such.
   *
   * @param timeout how long the database may work at a time
   */
  void begin(Connection connection, Duration timeout) throws SQLException {
    if (this != DUCKDB) {
      // it says so as it connects
      connection.setReadOnly(true);
    }
    if (this != ORACLE) {
      connection.setTransactionIsolation(
          this == SQL_SERVER ? SQL_SERVER_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ);
    }
    connection.setAutoCommit(false);
    if (this == ORACLE) {
      // it has no repeatable read, and takes the call above for a hint
      execute(connection, "SET TRANSACTION READ ONLY");
    } else if (this == POSTGRESQL) {
      limitEachFetch(connection, timeout);
    }
  }

  /** Has the server itself time every fetch; its driver times the start of the query alone. */
  private static void limitEachFetch(Connection connection, Duration timeout) throws SQLException {
    try (PreparedStatement limit =
        connection.prepareStatement("SELECT set_config('statement_timeout', ?, true)")) {
      limit.setString(1, Long.toString(timeout.toMillis()));
      limit.execute();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** Returns what the product does not do that others do, a line each. */
  List<String> remarks() {
    return switch (this) {
      case H2, SQL_SERVER ->
          List.of(
              title + " holds no session to reading: give the site a user who may only read there");
      case POSTGRESQL, DUCKDB, MARIADB, MYSQL, ORACLE -> List.of();
    };
  }

  /**
   * Tells whether a condition may be put around a site's query. Elsewhere the rows are read and
   * tested here: MariaDB, MySQL and SQL Server lose the order of an inner query or refuse to have
   * one, and Oracle takes an empty text for NULL.
   */
  boolean takesConditions() {
    return takesConditions;
  }

  /**
   * Tells whether a column has points in time that the driver shows in the time zone of this
   * machine, so that their dates depend on who reads them.
   *
   * @param index from 1
   */
  boolean isInstant(ResultSetMetaData columns, int index) throws SQLException {
    return switch (columns.getColumnType(index)) {
      // asked of no other type: for a name, PostgreSQL's driver asks the server once more
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, ORACLE_LOCAL_TIME ->
          instantType.equals(columns.getColumnTypeName(index));
      default -> false;
    };
  }

  /** Returns how many rows the driver is to fetch at a time, so that it does not fetch all. */
  int fetchSize(int rows) {
    // the driver of MySQL takes any other number for a hint, and reads the whole result
    return this == MYSQL ? Integer.MIN_VALUE : rows;
  }
}
