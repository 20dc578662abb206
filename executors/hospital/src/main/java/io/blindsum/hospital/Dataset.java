package io.blindsum.hospital;

import io.blindsum.cohort.BadDataPolicy;
import io.blindsum.cohort.CohortFile;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.JdbcQuery;
import io.blindsum.cohort.JdbcSource;
import io.blindsum.cohort.QueryParameters;
import io.blindsum.cohort.ValueRules;
import io.blindsum.encoding.ColumnSpec;
import io.blindsum.question.text.WhereClause;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a site's catalogue: where its rows are, and what of them a study may ask for.
 *
 * @param name what studies call it
 * @param source where the rows are
 * @param columns the columns that a study may ask for, and what the site says about them
 * @param id the column that tells patients apart, if there is one; no study may ask for it
 * @param onBad what is done about a value that its column does not declare
 */
record Dataset(
    String name,
    Source source,
    Map<String, SiteColumn> columns,
    Optional<String> id,
    BadDataPolicy onBad) {
  Dataset {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  QueryParameters parameters() {
    return source instanceof Database database
        ? database.query().parameters()
        : QueryParameters.none();
  }

  /**
   * Starts to read the rows.
   *
   * @param values of the parameters, as {@link QueryParameters#read} returns them
   * @param asked the columns that will be read, without those of the condition
   * @param where which rows; all of them if absent
   * @param missing words that mean that there is no value, beside those of the site, by column
   * @throws io.blindsum.text.DataException if they cannot be read
   */
  CohortSource open(
      Map<String, Object> values,
      List<ColumnSpec> asked,
      Optional<WhereClause> where,
      Map<String, List<String>> missing) {
    return source.open(values, asked, where, missing);
  }

  /** Where the rows of a dataset are. */
  sealed interface Source permits CsvFile, Database {
    CohortSource open(
        Map<String, Object> values,
        List<ColumnSpec> asked,
        Optional<WhereClause> where,
        Map<String, List<String>> missing);

    /** Tells whether the site itself takes a word for no value of a column. */
    boolean isMissing(String column, String word);

    /** Tells whether numbers with more decimals than declared are values. */
    boolean isRounded();
  }

  /**
   * A CSV file at the site.
   *
   * @param file where it is
   * @param separator between the fields; empty to find it
   * @param rules how its values are to be read
   */
  record CsvFile(Path file, Optional<Character> separator, ValueRules rules) implements Source {
    @Override
    public CohortSource open(
        Map<String, Object> values,
        List<ColumnSpec> asked,
        Optional<WhereClause> where,
        Map<String, List<String>> missing) {
      return rules.withMissing(missing).over(CohortFile.open(file, separator), asked, where);
    }

    @Override
    public boolean isMissing(String column, String word) {
      return rules.isMissing(column, word);
    }

    @Override
    public boolean isRounded() {
      return rules.rounded();
    }

    @Override
    public String toString() {
      return String.valueOf(file.getFileName());
    }
  }

  /**
   * A query of a database at the site.
   *
   * @param query the site's own text, whose parameters are bound and never pasted
   * @param url of JDBC
   * @param login the names of the environment variables with user and password
   */
  record Database(JdbcQuery query, String url, Login login) implements Source {
    @Override
    public CohortSource open(
        Map<String, Object> values,
        List<ColumnSpec> asked,
        Optional<WhereClause> where,
        Map<String, List<String>> missing) {
      CohortSource rows =
          JdbcSource.open(
              query, url, login.user().orElse(null), login.password().orElse(null), values, where);
      return ValueRules.NONE.withMissing(missing).over(rows, asked, where);
    }

    @Override
    public boolean isMissing(String column, String word) {
      return false;
    }

    @Override
    public boolean isRounded() {
      return false;
    }

    @Override
    public String toString() {
      // a URL may hold a password
      return "database of data set " + query.name();
    }
  }

  /**
   * Where the login of a database is found, so that no file holds a password.
   *
   * @param userVariable the environment variable with the user; empty for none
   * @param passwordVariable the environment variable with the password; empty for none
   * @param environment the environment
   */
  record Login(String userVariable, String passwordVariable, Map<String, String> environment) {
    Optional<String> user() {
      return Optional.ofNullable(environment.get(userVariable));
    }

    Optional<String> password() {
      return Optional.ofNullable(environment.get(passwordVariable));
    }

    @Override
    public String toString() {
      return "login by " + userVariable + " and " + passwordVariable;
    }
  }
}
