package io.blindsum.cohort;

import io.blindsum.question.text.WhereClause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries without parameters, and rows that are passed over. */
final class Sources {
  private Sources() {}

  /** Makes a query that may take 10 minutes and holds 5,000 rows at a time. */
  static JdbcQuery query(String sql) {
    return new JdbcQuery("heart", sql, QueryParameters.none(), Duration.ofMinutes(10), 5_000);
  }

  static CohortSource open(
      JdbcQuery query, String url, @Nullable String user, @Nullable String password) {
    return JdbcSource.open(query, url, user, password, Map.of(), Optional.empty());
  }

  /** Returns the rows of a query for which a condition is true. */
  static CohortSource filtered(CohortSource source, Optional<WhereClause> where) {
    return ValueRules.NONE.over(source, List.of(), where);
  }

  /** Returns how many rows were passed over: fewer than asked for only at the end. */
  static long skip(CohortSource source, long rows) {
    long skipped = 0;
    while (skipped < rows && source.next()) {
      skipped++;
    }
    return skipped;
  }
}
