package io.blindsum.cohort;

import java.time.Duration;
import java.util.Set;

/**
 * A query of a site's own catalogue, and the limits under which it runs.
 *
 * <p>The text is the site's, never a researcher's. Where a run must be resumable it ends in an
 * {@code ORDER BY} of a unique key: without one the database may give the rows in another order.
 *
 * @param name name of the data set in messages
 * @param sql one query that returns rows; a parameter is written {@code :name}
 * @param parameters the type of each parameter in the text
 * @param timeout how long the database may work on the query, or on one batch of its rows, at a
 *     time; 1 s to 24 h
 * @param fetchRows rows held in memory at a time, in [1, 1,000,000]
 */
public record JdbcQuery(
    String name, String sql, QueryParameters parameters, Duration timeout, int fetchRows) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MOST_ROWS = 1_000_000;

  /** Checks the limits, and that text and declaration name the same parameters. */
  public JdbcQuery {
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("timeout " + timeout + " is not in [1 s, 24 h]");
    }
    if (fetchRows < 1 || fetchRows > MOST_ROWS) {
      throw new IllegalArgumentException("fetchRows " + fetchRows + " is not in [1, 1,000,000]");
    }
    parameters.requireNames(Set.copyOf(NamedSql.parse(sql).names()));
  }
}
