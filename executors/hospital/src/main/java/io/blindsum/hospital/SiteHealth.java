package io.blindsum.hospital;

import io.blindsum.cohort.JdbcSource;
import io.blindsum.hospital.Dataset.Database;
import io.blindsum.service.Health;
import io.blindsum.text.DataException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a site needs in order to answer: its disk, and each database of its catalogue. */
public final class SiteHealth {
  /** Whoever asks often does not have the database log in more often than this. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private SiteHealth() {}

  /** Returns the checks of a site whose state folder is there. */
  public static List<Health.Check> of(SiteConfig site) {
    List<Health.Check> checks = new ArrayList<>();
    checks.add(Health.Check.ofDisk(site.state()));
    site.datasets().values().stream()
        .filter(dataset -> dataset.source() instanceof Database)
        .forEach(
            dataset ->
                checks.add(
                    new Health.Check(
                        "database of " + dataset.name(),
                        remembered(() -> problem((Database) dataset.source()), System::nanoTime))));
    return checks;
  }

  private static Optional<String> problem(Database database) {
    try {
      JdbcSource.requireAnswer(
          database.query(),
          database.url(),
          database.login().user().orElse(null),
          database.login().password().orElse(null));
      return Optional.empty();
    } catch (DataException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Asks again once the last answer is old. */
  static Supplier<Optional<String>> remembered(
      Supplier<Optional<String>> check, LongSupplier nanoClock) {
    return new Supplier<>() {
      private boolean asked;
      private long when;
      private Optional<String> answer = Optional.empty();

      @Override
      public synchronized Optional<String> get() {
        long now = nanoClock.getAsLong();
        if (!asked || now - when >= REMEMBERED.toNanos()) {
          answer = check.get();
          asked = true;
          when = now;
        }
        return answer;
      }
    };
  }
}
