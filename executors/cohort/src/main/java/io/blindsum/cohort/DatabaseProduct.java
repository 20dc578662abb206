package io.blindsum.cohort;

import io.blindsum.text.DataException;
import io.blindsum.text.Messages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The databases whose ways are known, by the name that their drivers give. */
enum DatabaseProduct {
  POSTGRESQL("PostgreSQL", true),
  H2("H2", true),
  DUCKDB("DuckDB", true),
  MARIADB("MariaDB", false),
  MYSQL("MySQL", false),
  SQL_SERVER("Microsoft SQL Server", false),
  ORACLE("Oracle", false);

  private final String title;
  private final boolean takesConditions;

  DatabaseProduct(String title, boolean takesConditions) {
    this.title = title;
    this.takesConditions = takesConditions;
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
   * Tells whether a condition may be put around a site's query. Elsewhere the rows are read and
   * tested here: MariaDB, MySQL and SQL Server take {@code f} for {@code F}, lose the order of an
   * inner query or refuse to have one, and Oracle takes an empty text for NULL.
   */
  boolean takesConditions() {
    return takesConditions;
  }

  /** Returns how many rows the driver is to fetch at a time, so that it does not fetch all. */
  int fetchSize(int rows) {
    // the driver of MySQL takes any other number for a hint, and reads the whole result
    return this == MYSQL ? Integer.MIN_VALUE : rows;
  }
}
