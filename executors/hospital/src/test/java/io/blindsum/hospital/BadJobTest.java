package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.Signed;
import io.blindsum.text.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a job asks: one line, no data, and the next job is served. */
class BadJobTest {
  @TempDir private Path folder;

  private Colony colony;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> i + ",F,1.5,1980-01-01\n")
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("c.csv"), "age,sex,hba1c,born\n" + rows);
    Files.writeString(folder.resolve("bad.csv"), "age\n31337\n" + "5\n".repeat(20));
    colony = Colony.start();
    site = Site.start(colony, folder, datasets(), "stats: [count, sum, mean, variance, sd]");
  }

  private static String datasets() {
    return """
    c:
      csv: c.csv
      columns:
        age: int[0..120]
        sex: cat{F,M}
        hba1c: dec(1)[0..20]
        born: date(years to 2026-01-01)[0..120]
    bad:
      csv: bad.csv
      columns:
        age: int[0..120]
    """;
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
    colony.close();
  }

  @Test
  void callsThatAreNotWellFormedFail() throws Exception {
    assertThat(colony.run(Site.TYPE, "drop_tables", Map.of()).errors())
        .containsExactly("unknown function drop_tables");
    for (String name : List.of("study", "dataset", "columns", "layout", "max_rows")) {
      fails("missing argument " + name, kwargs -> kwargs.remove(name));
    }
    fails("argument max_rows is no int", kwargs -> kwargs.put("max_rows", "many"));
    fails(
        "plan_cohort: max_rows: is not from 1 to 1000000000000",
        kwargs -> kwargs.put("max_rows", 0));
    fails(
        "argument layout is none of [wide, tall, partials]",
        kwargs -> kwargs.put("layout", "long"));
    fails("argument columns is no object", kwargs -> kwargs.put("columns", List.of("age")));
    fails("dataset: not in the site's catalogue", kwargs -> kwargs.put("dataset", "C"));
    fails("dataset: not in the site's catalogue", kwargs -> kwargs.put("dataset", "select 1"));
    fails("sql: unknown argument", kwargs -> kwargs.put("sql", "select * from patients"));
    fails("min_cohort: unknown argument", kwargs -> kwargs.put("min_cohort", 1));
    fails(
        "parameters.year: unknown parameter",
        kwargs -> kwargs.put("parameters", Map.of("year", 1)));
    fails("max_rows: the cohort has more", kwargs -> kwargs.put("max_rows", 39));
    assertThat(site.plan(with(k -> k.put("columns", Map.of("age", "int[0..")))).errors().get(0))
        .startsWith("columns.age: ");
    fails("stats: unknown statistic 'median'", kwargs -> kwargs.put("stats", List.of("median")));
    fails(
        "where: character 10: ';' has no place in a condition; write names, numbers, comparisons,"
            + " and, or, not",
        kwargs -> kwargs.put("where", "age >= 40; drop table c"));
    fails(
        "where: character 7: ''' has no place in a condition; write names, numbers, comparisons,"
            + " and, or, not",
        kwargs -> kwargs.put("where", "age = '40'"));
    fails(
        "plan_cohort: query_hash: is not 64 lowercase hex digits", k -> k.put("query_hash", "ab"));
    fails("query_hash: is of another question", k -> k.put("query_hash", "ab".repeat(32)));
    assertThat(site.plan(with(k -> k.put("study", "a\nb"))).errors())
        .containsExactly("plan_cohort: study: " + Names.NO_NAME);
    succeeds();
  }

  @Test
  void aPolicyRefusesWithoutACount() throws Exception {
    abstains(
        "column ssn is not on the site's list for the dataset",
        kwargs -> kwargs.put("columns", Map.of("ssn", "int[0..9]")));
    abstains(
        "column age has to cover all that the site declares, int[0..120]",
        kwargs -> kwargs.put("columns", Map.of("age", "int[0..119]")));
    abstains(
        "column hba1c has to cover all that the site declares, dec(1)[0..20]",
        kwargs -> kwargs.put("columns", Map.of("hba1c", "int[0..20]")));
    abstains(
        "column sex has to cover all that the site declares, cat{F,M}",
        kwargs -> kwargs.put("columns", Map.of("sex", "cat{F}")));
    abstains(
        "column sex has to cover all that the site declares, cat{F,M}",
        kwargs -> kwargs.put("group_by", List.of("sex:M")));
    for (String other : List.of("date(years to 2026-01-02)[0..120]", "int[0..120]", "bool")) {
      abstains(
          "column born has to be of the kind that the site declares,"
              + " date(years to 2026-01-01)[0..120]",
          kwargs -> kwargs.put("columns", Map.of("born", other)));
    }
    abstains("a statistic is not on the site's list", kwargs -> kwargs.put("stats", List.of("ci")));
    abstains(
        "a statistic is not on the site's list",
        kwargs -> kwargs.put("stats", List.of("mean", "hist(age,10)")));
    abstains(
        "the site's policy allows no condition (where)", kwargs -> kwargs.put("where", "age > 5"));
    abstains("the cohort is below the site's minimum", kwargs -> kwargs.put("layout", "tall"));
    succeeds();
  }

  @Test
  void strangersAndUnapprovedKeysAreRefused() throws Exception {
    site.close();
    String policy = "min_cohort: 41";
    try (Site strict = Site.start(colony, folder.resolve("."), datasets(), policy)) {
      assertThat(abstained(strict.plan(with(k -> {}))))
          .isEqualTo("the cohort is below the site's minimum");
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(folder.resolve("c.csv"), other.resolve("c.csv"));
    SiteConfig config = Site.config(other, datasets(), "");
    SitePolicy policyOfNobody =
        new SitePolicy(
            10,
            ReleaseRule.EVERYTHING,
            Set.of(),
            Optional.empty(),
            false,
            config.policy().initiators(),
            Set.copyOf(SitePolicy.MOMENTS),
            Optional.empty(),
            false,
            config.policy().questionsADay(),
            config.policy().protection(),
            config.policy().dominance(),
            config.policy().noise());
    try (Site closed = Site.start(colony, withPolicy(config, policyOfNobody))) {
      assertThat(closed.plan(with(k -> {})).errors())
          .containsExactly("paillier-pubkey.n: not an approved key");
    }
    SitePolicy noInitiator =
        new SitePolicy(
            10,
            ReleaseRule.EVERYTHING,
            config.policy().keys(),
            Optional.empty(),
            false,
            Set.of("somebody else"),
            config.policy().stats(),
            config.policy().queries(),
            config.policy().where(),
            config.policy().questionsADay(),
            config.policy().protection(),
            config.policy().dominance(),
            config.policy().noise());
    try (Site closed = Site.start(colony, withPolicy(config, noInitiator))) {
      assertThat(abstained(closed.plan(with(k -> {}))))
          .isEqualTo("the initiator is not on the site's list");
      assertThat(closed.batch("ab".repeat(32), 0, 0).errors())
          .containsExactly("the initiator is not on the site's list");
    }
  }

  private static SiteConfig withPolicy(SiteConfig config, SitePolicy policy) {
    return new SiteConfig(
        config.site(),
        config.state(),
        config.colony(),
        config.datasets(),
        policy,
        Partners.NONE,
        config.limits(),
        SiteConfig.Files.NONE);
  }

  @Test
  void badDataIsNotQuotedAndNoPlanIsLeft() throws Exception {
    Process process = site.plan(Site.planOf("bad", "age", "int[0..120]"));
    assertThat(process.errors()).hasSize(1);
    assertThat(process.errors().get(0))
        .startsWith("dataset bad: age")
        .doesNotContain("31337")
        .doesNotContain("line");
    assertThat(site.stateFiles())
        .noneMatch(name -> name.endsWith(".draft") || name.endsWith(".spool"));
  }

  @Test
  void aFullSpoolRefusesAndAPlanExpires() throws Exception {
    site.close();
    SiteConfig config = Site.config(folder, datasets(), "");
    SiteConfig.Limits tiny = new SiteConfig.Limits(5_000, Duration.ZERO);
    SiteConfig small =
        new SiteConfig(
            config.site(),
            config.state(),
            config.colony(),
            config.datasets(),
            config.policy(),
            Partners.NONE,
            tiny,
            SiteConfig.Files.NONE);
    try (Site full = Site.start(colony, small)) {
      assertThat(full.plan(with(k -> {})).errors())
          .containsExactly("the site has no room for another plan; try later");
    }
    SiteConfig.Limits hasty = new SiteConfig.Limits(50_000, Duration.ZERO);
    SiteConfig forgetful =
        new SiteConfig(
            config.site(),
            config.state(),
            config.colony(),
            config.datasets(),
            config.policy(),
            Partners.NONE,
            hasty,
            SiteConfig.Files.NONE);
    try (Site site2 = Site.start(colony, forgetful)) {
      Process first = site2.plan(with(k -> {}));
      assertThat(first.errors()).isEmpty();
      Thread.sleep(20);
      assertThat(site2.plan(with(k -> {})).errors()).isEmpty();
      assertThat(site2.batch(first.processId(), 0, 0).errors())
          .containsExactly("plan: not known at the site any more");
    }
  }

  @Test
  void recordsComeInTheExamplesFormToo() throws Exception {
    Map<String, Object> kwargs = new HashMap<>();
    kwargs.put("paillier-pubkey", Site.planOf("c", "age", "").get("paillier-pubkey"));
    kwargs.put("dataset", "c");
    kwargs.put("column", "hba1c");
    assertThat(colony.run(Site.TYPE, Functions.GET_PATIENT_DATA, kwargs).errors())
        .containsExactly("column: not a column of whole numbers on the site's list");
    kwargs.put("column", "age");
    Process process = colony.run(Site.TYPE, Functions.GET_PATIENT_DATA, kwargs);
    assertThat(process.errors()).isEmpty();
    assertThat(process.out()).hasSize(40);
    assertThat(Decryption.of(process.out())).allMatch(value -> value.bitLength() > 64);
    assertThat(Decryption.sum(process.out())).isEqualTo(39 * 40 / 2);
    kwargs.put("form", "frame");
    assertThat(colony.run(Site.TYPE, Functions.GET_PATIENT_DATA, kwargs).errors())
        .containsExactly("study: missing");
    kwargs.put("study", "heart");
    kwargs.put("max_rows", 1000);
    Process framed = colony.run(Site.TYPE, Functions.GET_PATIENT_DATA, kwargs);
    assertThat(framed.errors()).isEmpty();
    assertThat(Signed.parse("out", framed.out().get(0)).message()).isInstanceOf(BatchMessage.class);
  }

  private Map<String, Object> with(Consumer<Map<String, Object>> change) {
    Map<String, Object> kwargs = new HashMap<>(Site.planOf("c", "age", "int[0..120]"));
    change.accept(kwargs);
    return kwargs;
  }

  private void fails(String line, Consumer<Map<String, Object>> change)
      throws InterruptedException {
    Process process = site.plan(with(change));
    assertThat(process.state()).isEqualTo(ProcessState.FAILED);
    assertThat(process.errors()).containsExactly(line);
  }

  private void abstains(String reason, Consumer<Map<String, Object>> change)
      throws InterruptedException {
    assertThat(abstained(site.plan(with(change)))).isEqualTo(reason);
  }

  private static String abstained(Process process) {
    assertThat(process.errors()).isEmpty();
    assertThat(process.state()).isEqualTo(ProcessState.SUCCESS);
    return Signed.parse("out", process.out().get(0), AbstainedMessage.class).message().reason();
  }

  private void succeeds() throws Exception {
    assertThat(site.plan(with(kwargs -> {})).errors()).isEmpty();
    List<String> decisions = new ArrayList<>();
    site.audit().verify(line -> decisions.add(line.members().get("decision")));
    assertThat(decisions.get(decisions.size() - 1)).isEqualTo("released");
  }
}
