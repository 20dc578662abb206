package io.blindsum.cohort;

import io.blindsum.text.DataException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.Map;

/**
 * Says what a database error means, from its SQL state alone: the driver's own message may quote a
 * patient's value.
 */
final class SqlErrors {
  private static final String QUERY_CANCELED = "57014";

  /** The error of SQL Server whose databases allow no snapshots unless they are told to. */
  private static final int NO_SNAPSHOT = 3952;

  /** DuckDB has no SQL states, but words for them. */
  private static final Map<String, String> DUCKDB_CLASSES =
      Map.of(
          "Parser", "42",
          "Binder", "42",
          "Catalog", "42",
          "Conversion", "22",
          "Out of Range", "22",
          "Invalid Input", "22",
          "IO", "08",
          "Out of Memory", "53");

  private SqlErrors() {}

  static DataException explain(SQLException e, JdbcQuery query, String where) {
    String state = stateOf(e);
    if (state.equals(QUERY_CANCELED) || e instanceof SQLTimeoutException) {
      return new DataException(
          "statement timeout of " + query.timeout().toSeconds() + " s",
          where,
          "give the query an index or the data set a longer timeout");
    }
    if (e.getErrorCode() == NO_SNAPSHOT && state.startsWith("S")) {
      return new DataException(
          "the database reads no snapshots" + of(state),
          where,
          "have its administrator run: alter database NAME set allow_snapshot_isolation on");
    }
    return switch (state.isEmpty() ? wordsOf(e) : state.substring(0, 2)) {
      case "08" ->
          new DataException(
              "connection to the database failed" + of(state),
              where,
              "check host, port and network, and run it again");
      case "57" ->
          new DataException("the database ended the connection" + of(state), where, "run it again");
      case "28" ->
          new DataException(
              "the database refused the login" + of(state), where, "check user and password");
      case "22" ->
          new DataException(
              "the query fails on a value of the data" + of(state),
              where,
              "cast or filter in the data set's query");
      case "25" ->
          new DataException(
              "the query tries to write" + of(state), where, "use a query that only reads");
      case "42" ->
          new DataException(
              "the query names something absent or forbidden, or is not SQL" + of(state),
              where,
              "run the data set's query in the database's own client");
      case "53" ->
          new DataException(
              "the database is out of connections, memory or disk" + of(state),
              where,
              "free resources there, and run it again");
      default -> new DataException("the database failed" + of(state), where, "see its own log");
    };
  }

  private static String of(String state) {
    return state.isEmpty() ? "" : " (SQL state " + state + ")";
  }

  /** Returns the class of SQL states for the words that start a message of DuckDB, or nothing. */
  private static String wordsOf(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("read-only mode!")) {
      return "25";
    }
    int end = message.indexOf(" Error: ");
    return end < 0 ? "" : DUCKDB_CLASSES.getOrDefault(message.substring(0, end), "");
  }

  private static String stateOf(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.matches("[0-9A-Za-z]{5}") ? state.toUpperCase(Locale.ROOT) : "";
  }
}
