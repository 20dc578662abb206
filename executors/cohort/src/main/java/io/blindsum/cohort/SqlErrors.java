package io.blindsum.cohort;

import io.blindsum.text.DataException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;

/**
 * Says what a database error means, from its SQL state alone: the driver's own message may quote a
 * patient's value.
 */
final class SqlErrors {
  private static final String QUERY_CANCELED = "57014";

  private SqlErrors() {}

  static DataException explain(SQLException e, JdbcQuery query, String where) {
    String state = stateOf(e);
    if (state.equals(QUERY_CANCELED) || e instanceof SQLTimeoutException) {
      return new DataException(
          "statement timeout of " + query.timeout().toSeconds() + " s",
          where,
          "give the query an index or the data set a longer timeout");
    }
    String prefix = state.length() < 2 ? "" : state.substring(0, 2);
    return switch (prefix) {
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
    return " (SQL state " + state + ")";
  }

  private static String stateOf(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.matches("[0-9A-Za-z]{5}")
        ? state.toUpperCase(Locale.ROOT)
        : "unknown";
  }
}
