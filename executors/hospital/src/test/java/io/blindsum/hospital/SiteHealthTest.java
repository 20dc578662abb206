package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.service.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site is ready while its disk and its databases are. */
class SiteHealthTest {
  private static final String SITE =
      """
      site: r1
      state: state
      colony: {host: 127.0.0.1, tls: false, name: dev}
      datasets:
        here: {jdbc: 'jdbc:h2:mem:', sql: select 1 as age, columns: {age: 'int[0..120]'}}
        away:
          jdbc: jdbc:postgresql://127.0.0.1:1/x
          sql: select age from cohort
          columns: {age: 'int[0..120]'}
      policy: {initiators: [alice]}
      """;

  @TempDir private Path folder;

  @Test
  void asksEachDatabaseAndTheDisk() throws IOException {
    Path file = Files.writeString(folder.resolve("site.yaml"), SITE);
    Files.createDirectory(folder.resolve("state"));
    Map<String, Optional<String>> problems = new LinkedHashMap<>();
    for (Health.Check check : SiteHealth.of(SiteConfigReader.read(file, Map.of()))) {
      problems.put(check.name(), check.problem().get());
    }
    assertThat(problems.keySet()).containsExactly("disk", "database of here", "database of away");
    assertThat(problems.get("disk")).isEmpty();
    assertThat(problems.get("database of here")).isEmpty();
    assertThat(problems.get("database of away"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("connection to the database failed (SQL state 08001)"));
  }

  @Test
  void asksAgainAfterHalfAMinute() {
    AtomicInteger asked = new AtomicInteger();
    AtomicLong clock = new AtomicLong();
    Supplier<Optional<String>> check =
        SiteHealth.remembered(() -> Optional.of("answer " + asked.incrementAndGet()), clock::get);
    assertThat(check.get()).contains("answer 1");
    clock.set(Duration.ofSeconds(29).toNanos());
    assertThat(check.get()).contains("answer 1");
    clock.set(Duration.ofSeconds(30).toNanos());
    assertThat(check.get()).contains("answer 2");
  }
}
