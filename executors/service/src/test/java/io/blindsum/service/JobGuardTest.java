package io.blindsum.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.messages.Functions;
import io.blindsum.messages.JobException;
import io.blindsum.messages.JobOrder;
import io.blindsum.protection.SigningKey;
import io.blindsum.testing.Requirement;
import io.blindsum.testing.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets only jobs through that a researcher signed for this site, and each of them once. */
class JobGuardTest {
  private static final int MUTATIONS = 1_000;
  private static final String SITE = "r1";
  private static final String FUNCTION = Functions.PLAN_COHORT;
  private static final Duration GOOD = Duration.ofHours(1);
  private static final List<String> SITES = List.of(SITE, "r2");

  @TempDir private Path folder;

  private final SigningKey researcher = SigningKey.generate();
  private final SigningKey colleague = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();
  private Claims claims;
  private JobGuard guard;

  @BeforeEach
  void open() throws Exception {
    claims = Claims.in(folder.resolve("claims"));
    guard = new JobGuard(SITE, Set.of(researcher.verifyingKey(), colleague.verifyingKey()), claims);
  }

  private static Map<String, Object> job() {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("study", "heart");
    job.put("dataset", "cohort");
    job.put("parameters", Map.of("year", 2025));
    job.put("columns", Map.of("age", "int[0..120]", "sbp", "int[0..400]"));
    job.put("group_by", List.of("sex", "age:10"));
    job.put("layout", "wide");
    job.put("max_rows", 1_000_000);
    job.put("paillier-pubkey", "eyJuIjogIjEyMyJ9");
    job.put("batch_rows", 0);
    job.put("stats", List.of("count", "mean"));
    return job;
  }

  private Map<String, Object> signed(SigningKey key) {
    return JobOrder.sign(FUNCTION, job(), SITES, GOOD, key);
  }

  @Test
  void aSignedJobRunsAsOftenAsItsProcessComesAgain() throws Exception {
    Map<String, Object> job = signed(researcher);
    guard.require(FUNCTION, job, id(1), Instant.now());
    guard.require(FUNCTION, job, id(1), Instant.now());
    // also at another executor of the site
    JobGuard other = new JobGuard(SITE, Set.of(researcher.verifyingKey()), claims());
    other.require(FUNCTION, job, id(1), Instant.now());
    refused("used before", other, job, id(2), Instant.now());
    refused("used before", guard, job, id(2), Instant.now());
    guard.require(FUNCTION, signed(colleague), id(2), Instant.now());
  }

  @Test
  @Requirement(id = "R34", figure = "orders shown again after the clock went back: 0 taken")
  void anOrderStaysUsedWhateverTheClockSays() {
    Map<String, Object> old = signed(researcher);
    Instant now = Instant.now();
    guard.require(FUNCTION, old, id(1), now);
    Map<String, Object> next =
        JobOrder.sign(FUNCTION, job(), SITES, GOOD.multipliedBy(3), researcher);
    guard.require(FUNCTION, next, id(2), now.plus(GOOD).plusSeconds(5));
    // after a restart too
    for (JobGuard one :
        List.of(guard, new JobGuard(SITE, Set.of(researcher.verifyingKey()), claims()))) {
      refused("used before", one, old, id(3), now);
      refused("used before", one, next, id(3), now);
    }
  }

  private Claims claims() {
    return Claims.in(folder.resolve("claims"));
  }

  @Test
  void aSiteWithoutAListTakesJobsAsTheyCome() {
    JobGuard open = new JobGuard(SITE, Set.of(), claims);
    assertThatCode(() -> open.require(FUNCTION, job(), id(1), Instant.now()))
        .doesNotThrowAnyException();
  }

  @Test
  @Requirement(id = "R3", figure = "1,000 mutated, replayed, expired, re-signed jobs: 0 run")
  void noMutatedJobRuns() throws Exception {
    Random random = Seeds.random("JobGuardTest");
    int run = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Attempt attempt = mutated(random, i);
      try {
        guard.require(attempt.function(), attempt.job(), attempt.process(), attempt.now());
        run++;
      } catch (JobException e) {
        assertThat(e.getMessage()).hasLineCount(1).doesNotContain("int[0..120]");
      }
    }
    assertThat(run).isZero();
  }

  /** A job that must not run, and when and as what it is tried. */
  private record Attempt(String function, Map<String, Object> job, String process, Instant now) {}

  private Attempt mutated(Random random, int number) throws Exception {
    Map<String, Object> job = signed(random.nextBoolean() ? researcher : colleague);
    Instant now = Instant.now();
    String process = id(1_000 + number);
    switch (random.nextInt(9)) {
      case 0 -> change(job, random);
      case 1 -> changeOrder(job, random);
      case 2 -> job.remove(List.copyOf(job.keySet()).get(random.nextInt(job.size())));
      case 3 -> job.put("extra", random.nextBoolean() ? "x" : 0.5);
      case 4 -> {
        guard.require(FUNCTION, job, id(1), now);
        process = id(2);
      }
      case 5 -> now = now.plus(GOOD).plusSeconds(random.nextInt(100_000));
      case 6 -> job = JobOrder.sign(FUNCTION, job(), SITES, GOOD, stranger);
      case 7 ->
          job =
              random.nextBoolean()
                  ? JobOrder.sign(FUNCTION, job(), List.of("r2"), GOOD, researcher)
                  : JobOrder.sign(FUNCTION, job(), SITES, JobGuard.LONGEST.plusDays(1), researcher);
      default -> {
        return new Attempt(Functions.GET_PATIENT_DATA, job, process, now);
      }
    }
    return new Attempt(FUNCTION, job, process, now);
  }

  /** Changes one argument: its key, its question, or how often it may be added up. */
  private static void change(Map<String, Object> job, Random random) {
    List<String> names = new ArrayList<>(job().keySet());
    String name = names.get(random.nextInt(names.size()));
    Object value = job.get(name);
    if (value instanceof Number number) {
      job.put(name, number.longValue() + 1 + random.nextInt(1_000));
    } else if (value instanceof String text) {
      job.put(name, text + (char) ('a' + random.nextInt(26)));
    } else if (value instanceof List<?> list) {
      List<Object> other = new ArrayList<>(list);
      other.add("age");
      job.put(name, random.nextBoolean() ? other : list.subList(1, list.size()));
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> other = new LinkedHashMap<>(map);
      other.put("age", "int[95..120]");
      job.put(name, random.nextBoolean() ? other : Map.of());
    }
  }

  private void changeOrder(Map<String, Object> job, Random random) {
    Map<String, Object> order = new LinkedHashMap<>(order(job));
    Map<String, Object> another = order(signed(researcher));
    switch (random.nextInt(6)) {
      case 0 -> order.put("signer", stranger.verifyingKey().text());
      case 1 -> order.put("sites", List.of(SITE));
      case 2 -> order.put("nonce", another.get("nonce"));
      case 3 ->
          order.put("expires", String.valueOf(Instant.now().plusSeconds(9_999).getEpochSecond()));
      case 4 -> order.put("signature", flipped(String.valueOf(order.get("signature")), random));
      default -> order.remove(List.copyOf(order.keySet()).get(random.nextInt(order.size())));
    }
    job.put(JobOrder.ARGUMENT, order);
  }

  @SuppressWarnings("unchecked") // an order is an object
  private static Map<String, Object> order(Map<String, Object> job) {
    return (Map<String, Object>) Objects.requireNonNull(job.get(JobOrder.ARGUMENT));
  }

  private static String flipped(String hex, Random random) {
    int at = random.nextInt(hex.length());
    char other = hex.charAt(at) == '0' ? '1' : '0';
    return hex.substring(0, at) + other + hex.substring(at + 1);
  }

  private static void refused(
      String reason, JobGuard guard, Map<String, Object> job, String process, Instant now) {
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> guard.require(FUNCTION, job, process, now))
        .withMessageContaining(reason);
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "%064x", number);
  }
}
