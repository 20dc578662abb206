package io.blindsum.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What databases do besides that others write to while they are read. */
abstract class ServerConformance extends DatabaseConformance {
  @Test
  void readsOneSnapshotWhileOthersWrite() throws Exception {
    sql("create table snapshot as select i as id, 1 as age from %s".formatted(series(5_000)));
    JdbcQuery query =
        new JdbcQuery(
            "heart",
            "select id, age from snapshot",
            QueryParameters.none(),
            Duration.ofMinutes(1),
            100);
    long rows = 0;
    long sum = 0;
    try (CohortSource source =
        JdbcSource.open(query, database().url(), null, null, Map.of(), Optional.empty())) {
      while (source.next()) {
        rows++;
        sum += Integer.parseInt(source.field(1).toString());
        if (rows == 10) {
          sql(
              "insert into snapshot select id + 5000, 1 from snapshot",
              "update snapshot set age = 2 where id > 2500",
              "delete from snapshot where id between 1000 and 2000");
        }
      }
    }
    assertThat(rows).isEqualTo(5_000);
    assertThat(sum).isEqualTo(5_000);
  }
}
