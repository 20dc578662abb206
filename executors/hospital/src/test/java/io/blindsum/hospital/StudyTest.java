package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.BlockArray;
import io.blindsum.cohort.CohortSource;
import io.blindsum.cohort.CsvSource;
import io.blindsum.colony.Process;
import io.blindsum.frame.FrameBatch;
import io.blindsum.frame.FrameReader;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.ApprovedKeys.ApprovalGrounds;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.layout.GroupTotals;
import io.blindsum.layout.SlotLayout;
import io.blindsum.layout.TotalsDecoder;
import io.blindsum.messages.AbstainedMessage;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.CiphertextBatch;
import io.blindsum.paillier.Decryptor;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;
import io.blindsum.question.text.Question;
import io.blindsum.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans a real cohort at a hospital and asks for its batches, as the driver of a study does. */
class StudyTest {
  private static final Path ACTG =
      Path.of(System.getProperty("blindsum.root"), "datasets/actg175/actg175.csv");
  private static final String DATASETS =
      """
      actg:
        csv: %s
        columns:
          age: int[12..70]
          arms: int[0..3]
      """
          .formatted(ACTG);

  @TempDir private Path folder;

  private Colony colony;

  @BeforeEach
  void start() throws IOException {
    colony = Colony.start();
  }

  @AfterEach
  void stop() throws IOException {
    colony.close();
  }

  @Test
  @Requirement(id = "R14", figure = "batches of a plan: 0 readable alone, the whole exact")
  void masksHideEachBatchAndCancelOverThePlan() throws Exception {
    SiteConfig config = Site.config(folder, DATASETS, "min_cell: 25\n  rounding: 5");
    try (Site site = Site.start(colony, config)) {
      Map<String, Object> kwargs = Site.planOf("actg", "age", "int[0..120]");
      kwargs.put("group_by", List.of("arms:0,1,2,3"));
      kwargs.put("batch_rows", 800);
      PlanMessage plan = plan(site, kwargs);
      assertThat(plan.terms().protection()).isEqualTo("masked");
      assertThat(plan.terms().rule()).isEqualTo(ReleaseRule.of(Question.Limits.DEFAULT_MIN_CELL));
      assertThat(plan.rule()).isEqualTo(new ReleaseRule(25, 5, 3, false));
      assertThat(plan.batches()).isEqualTo(3);
      assertThat(plan.rows()).isEqualTo(2139);
      assertThat(plan.rejected()).isZero();

      List<BigInteger> totals = new ArrayList<>();
      for (int i = 0; i < plan.batches(); i++) {
        totals.add(sum(decrypt(site, plan, i, 0)));
      }
      BigInteger n = Site.KEY.publicKey().modulus();
      SlotLayout layout = SlotLayout.parse(plan.terms().layout());
      BigInteger largest = BigInteger.ONE.shiftLeft(layout.capacityBits());
      assertThat(totals).allMatch(total -> total.compareTo(largest) > 0);
      assertThat(totals.get(0).add(totals.get(1)).mod(n)).isGreaterThan(largest);
      BigInteger total = totals.stream().reduce(BigInteger.ZERO, BigInteger::add).mod(n);
      assertThat(agesByArm(layout, total)).isEqualTo(plainAgesByArm());
    }
  }

  @Test
  void retriesHaveTheSameRowsUnderFreshBlindingAlsoAfterARestart() throws Exception {
    PlanMessage plan;
    List<BigInteger> first;
    try (Site site = Site.start(colony, folder, DATASETS)) {
      Map<String, Object> kwargs = Site.planOf("actg", "age", "int[12..70]");
      kwargs.put("batch_rows", 500);
      plan = plan(site, kwargs);
      first = decrypt(site, plan, 1, 0);
    }
    try (Site site = Site.start(colony, folder, DATASETS)) {
      assertThat(decrypt(site, plan, 1, 1)).isEqualTo(first).hasSize(500);
      BatchMessage a = batch(site, plan, 4, 0).message();
      BatchMessage b = batch(site, plan, 4, 1).message();
      assertThat(a.rows()).isEqualTo(139);
      assertThat(a.name()).isEqualTo(b.name());
      assertThat(a.digest()).isNotEqualTo(b.digest());
      assertThat(site.batch(plan.plan(), 5, 0).errors()).containsExactly("batch: not in the plan");
      assertThat(site.batch("ab".repeat(32), 0, 0).errors())
          .containsExactly("plan: not known at the site any more");
    }
  }

  @Test
  void tallPlainBatchesAddUpToo() throws Exception {
    try (Site site = Site.start(colony, folder, DATASETS, "protection: plain")) {
      Map<String, Object> kwargs = Site.planOf("actg", "age", "int[12..70]");
      kwargs.put("layout", "tall");
      PlanMessage plan = plan(site, kwargs);
      assertThat(plan.terms().protection()).isEqualTo("plain");
      assertThat(plan.batches()).isEqualTo(1);
      SlotLayout layout = SlotLayout.parse(plan.terms().layout());
      assertThat(layout.recordsPerPlaintext()).isGreaterThan(1);
      List<GroupTotals> groups =
          TotalsDecoder.of(layout).decode(List.of(sum(decrypt(site, plan, 0, 0))), 2139);
      assertThat(groups.get(0).rows()).isEqualTo(2139);
    }
  }

  @Test
  void partialsAreOneBatchWhateverWasAskedFor() throws Exception {
    try (Site site = Site.start(colony, folder, DATASETS)) {
      Map<String, Object> kwargs = Site.planOf("actg", "age", "int[12..70]");
      kwargs.put("layout", "partials");
      kwargs.put("batch_rows", 500);
      PlanMessage plan = plan(site, kwargs);
      assertThat(plan.batches()).isEqualTo(1);
      assertThat(plan.ciphertexts()).isEqualTo(1);
      // nothing to cancel with: the mask of a single record is 0
      List<BigInteger> total = decrypt(site, plan, 0, 0);
      SlotLayout layout = SlotLayout.parse(plan.terms().layout());
      List<GroupTotals> groups = TotalsDecoder.of(layout).decode(total, 2139);
      assertThat(groups.get(0).rows()).isEqualTo(2139);
      assertThat(((ColumnTotals.Numbers) groups.get(0).columns().get(0)).moments().sum())
          .isEqualByComparingTo("75396");
    }
  }

  @Test
  void executorsOfOneSiteShareItsPlansAndItsLog() throws Exception {
    try (Site one = Site.start(colony, folder, DATASETS);
        Site two = Site.start(colony, folder, DATASETS)) {
      Map<String, Object> kwargs = Site.planOf("actg", "age", "int[12..70]");
      kwargs.put("batch_rows", 300);
      PlanMessage plan = plan(one, kwargs);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < plan.batches(); i++) {
        ids.add(two.submitBatch(plan.plan(), i, 0));
      }
      Set<String> executors = new HashSet<>();
      for (String id : ids) {
        Process done = colony.await(id);
        assertThat(done.errors()).isEmpty();
        executors.add(done.assignedExecutorId());
      }
      assertThat(executors).hasSize(2);
      assertThat(one.audit().verify(line -> {}).line()).isEqualTo(1 + ids.size());
    }
  }

  @Test
  void aKeyOfTheListIsBlindedFastUntilItIsTakenOff() throws Exception {
    Path list = folder.resolve("approved");
    PaillierPublicKey key = Site.KEY.publicKey();
    ApprovedKeys.open(list, KeyGate::standard, Arithmetics.fastest())
        .approve(
            KeyFiles.parsePublic("key", SeedKeyFormat.write(key), KeyGate.standard()),
            new ApprovalGrounds(true, KeyForm.BLUM),
            done -> {});
    SiteConfig config = Site.config(folder, DATASETS, "approved_keys: approved");
    SitePolicy policy = config.policy();
    SitePolicy listOnly =
        new SitePolicy(
            10,
            ReleaseRule.EVERYTHING,
            Set.of(),
            policy.approvedKeys(),
            false,
            policy.initiators(),
            policy.stats(),
            policy.queries(),
            policy.where(),
            policy.questionsADay(),
            policy.protection(),
            policy.dominance(),
            policy.noise());
    SiteConfig site =
        new SiteConfig(
            "r1",
            config.state(),
            config.colony(),
            config.datasets(),
            listOnly,
            Partners.NONE,
            config.limits(),
            SiteConfig.Files.NONE);
    try (Site running = Site.start(colony, site)) {
      PlanMessage plan = plan(running, Site.planOf("actg", "age", "int[12..70]"));
      byte[] frame = Base64.getDecoder().decode(batch(running, plan, 0, 0).frame());
      FrameReader reader =
          FrameReader.open(Channels.newChannel(new ByteArrayInputStream(frame)), "batch");
      assertThat(reader.header().blinding()).isNotEqualTo("full r^n");
      Files.delete(list.resolve(key.fingerprint() + ".json"));
      assertThat(running.batch(plan.plan(), 0, 1).errors())
          .containsExactly("paillier-pubkey.n: not an approved key");
    }
  }

  @Test
  void aPlanThatIsReleasedIsGone() throws Exception {
    try (Site site = Site.start(colony, folder, DATASETS)) {
      PlanMessage plan = plan(site, Site.planOf("actg", "age", "int[12..70]"));
      assertThat(site.stateFiles()).anyMatch(name -> name.endsWith(".spool"));
      assertThat(site.removePlan("x/../plan-" + plan.plan()).errors())
          .containsExactly("plan: not known at the site any more");
      assertThat(site.removePlan(plan.plan()).errors()).isEmpty();
      assertThat(site.stateFiles()).noneMatch(name -> name.startsWith("plan-"));
      assertThat(site.batch(plan.plan(), 0, 0).errors())
          .containsExactly("plan: not known at the site any more");
    }
  }

  @Test
  void aRestartOfTheServerLosesNoPlan() throws Exception {
    Path stateFile = folder.resolve("colony.state");
    try (Colony kept = Colony.start(stateFile);
        Site site = Site.start(kept, folder, DATASETS)) {
      PlanMessage plan = plan(site, Site.planOf("actg", "age", "int[12..70]"));
      kept.restart(stateFile);
      assertThat(batch(site, plan, 0, 0).message().rows()).isPositive();
    }
  }

  @Test
  void laysOutTheStatisticsThatTheSiteAllows() throws Exception {
    String policy = "protection: plain\n  stats: [count, hist]";
    try (Site site = Site.start(colony, folder, DATASETS, policy)) {
      Map<String, Object> kwargs = Site.planOf("actg", "age", "int[12..70]");
      kwargs.put("layout", "partials");
      kwargs.put("stats", List.of("count", "hist(age,30)"));
      PlanMessage plan = plan(site, kwargs);
      SlotLayout layout = SlotLayout.parse(plan.terms().layout());
      BigInteger sum = sum(decrypt(site, plan, 0, 0));
      GroupTotals totals = TotalsDecoder.of(layout).decode(List.of(sum), 2139).get(0);
      assertThat(totals.statistics().get(0).spec()).hasToString("hist(age,30)");
      assertThat(totals.statistics().get(0).n()).isEqualTo(2139);
    }
  }

  @Test
  void answersTheQueriesOnItsListOnly() throws Exception {
    Map<String, Object> kwargs = Site.planOf("actg", "age", "int[12..70]");
    kwargs.put("where", "age >= 40 and arms in (1, 3)");
    kwargs.put("where_columns", Map.of("arms", "int[0..3]"));
    String hash = PlanRequest.of(kwargs).toQuestion().hash();
    try (Site site = Site.start(colony, folder, DATASETS, "queries: [" + hash + "]")) {
      PlanMessage plan = plan(site, kwargs);
      assertThat(plan.terms().queryHash()).isEqualTo(hash);
      assertThat(plan.rows()).isEqualTo(rowsOfArms1And3From40());

      kwargs.put("where", "age >= 41 and arms in (1, 3)");
      String other = PlanRequest.of(kwargs).toQuestion().hash();
      assertThat(abstained(site.plan(kwargs)))
          .isEqualTo("query " + other + " is not on the site's list");
      Map<String, Object> records = new LinkedHashMap<>();
      records.put("paillier-pubkey", SeedKeyFormat.write(Site.KEY.publicKey()));
      records.put("dataset", "actg");
      records.put("column", "age");
      assertThat(abstained(colony.run(Site.TYPE, Functions.GET_PATIENT_DATA, records)))
          .isEqualTo("the site answers the queries on its list only");
      List<Map<String, String>> lines = new ArrayList<>();
      site.audit().verify(line -> lines.add(line.members()));
      assertThat(lines.get(1)).containsEntry("query", other).containsEntry("decision", "refused");
    }
  }

  private static String abstained(Process process) {
    return Signed.parse("out", process.out().get(0), AbstainedMessage.class).message().reason();
  }

  private static long rowsOfArms1And3From40() {
    long rows = 0;
    try (CohortSource source = CsvSource.open(ACTG)) {
      int age = source.column("age");
      int arm = source.column("arms");
      while (source.next()) {
        int group = Integer.parseInt(source.field(arm).toString());
        boolean old = Integer.parseInt(source.field(age).toString()) >= 40;
        rows += old && (group == 1 || group == 3) ? 1 : 0;
      }
    }
    return rows;
  }

  @Test
  void writesDownWhoGotWhat() throws Exception {
    try (Site site = Site.start(colony, folder, DATASETS)) {
      PlanMessage plan = plan(site, Site.planOf("actg", "age", "int[12..70]"));
      BatchMessage batch = batch(site, plan, 0, 0).message();
      List<Map<String, String>> lines = new ArrayList<>();
      site.audit().verify(line -> lines.add(line.members()));
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0))
          .containsEntry("event", "plan_cohort")
          .containsEntry("decision", "released")
          .containsEntry("initiator", "researcher")
          .containsEntry("dataset", "actg")
          .containsEntry("rows", "2139")
          .containsEntry("key", Site.KEY.publicKey().fingerprint());
      assertThat(lines.get(1))
          .containsEntry("event", "encrypt_batch")
          .containsEntry("digest", batch.digest())
          .containsEntry("plan", plan.plan());
    }
  }

  private static PlanMessage plan(Site site, Map<String, Object> kwargs) throws Exception {
    Process process = site.plan(kwargs);
    assertThat(process.errors()).isEmpty();
    Signed<PlanMessage> plan = Signed.parse("plan", process.out().get(0), PlanMessage.class);
    assertThat(plan.verifies(site.signer())).isTrue();
    return plan.message();
  }

  private static Signed<BatchMessage> batch(Site site, PlanMessage plan, int number, int attempt)
      throws Exception {
    Process process = site.batch(plan.plan(), number, attempt);
    assertThat(process.errors()).isEmpty();
    assertThat(process.out().get(0)).hasSizeLessThan(1 << 20);
    Signed<BatchMessage> batch = Signed.parse("batch", process.out().get(0), BatchMessage.class);
    assertThat(batch.message().attempt()).isEqualTo(attempt);
    assertThat(batch.message().run()).isEqualTo(plan.run());
    assertThat(batch.verifies(site.signer())).isTrue();
    assertThat(batch.withoutFrame().verifies(site.signer())).isTrue();
    return batch;
  }

  /** Returns what the holder of the private key reads in a batch. */
  private static List<BigInteger> decrypt(Site site, PlanMessage plan, int number, int attempt)
      throws Exception {
    Signed<BatchMessage> signed = batch(site, plan, number, attempt);
    BatchMessage batch = signed.message();
    byte[] frame = Base64.getDecoder().decode(signed.frame());
    FrameReader reader =
        FrameReader.open(Channels.newChannel(new ByteArrayInputStream(frame)), "batch");
    assertThat(reader.header().sourceDigest()).isEqualTo(batch.name().sourceDigest("heart"));
    FrameBatch content = Objects.requireNonNull(reader.next());
    assertThat(content.rows()).isEqualTo(batch.rows());
    List<BigInteger> plaintexts = new ArrayList<>();
    try (Decryptor decryptor = Decryptor.of(Site.KEY, Arithmetics.fastest())) {
      CiphertextBatch ciphertexts =
          new CiphertextBatch(Site.KEY.publicKey(), content.ciphertexts());
      BlockArray blocks = decryptor.decrypt(ciphertexts);
      for (int i = 0; i < blocks.count(); i++) {
        plaintexts.add(blocks.get(i));
      }
    }
    assertThat(reader.next()).isNull();
    return plaintexts;
  }

  private static BigInteger sum(List<BigInteger> plaintexts) {
    return plaintexts.stream()
        .reduce(BigInteger.ZERO, BigInteger::add)
        .mod(Site.KEY.publicKey().modulus());
  }

  private static Set<String> agesByArm(SlotLayout layout, BigInteger total) {
    Set<String> ages = new HashSet<>();
    List<GroupTotals> groups = TotalsDecoder.of(layout).decode(List.of(total), 2139);
    for (GroupTotals group : groups) {
      ColumnTotals.Numbers age = (ColumnTotals.Numbers) group.columns().get(0);
      ages.add(group.group().get("arms") + ": " + age.n() + " " + age.moments().sum());
    }
    return ages;
  }

  private static Set<String> plainAgesByArm() {
    long[] count = new long[4];
    long[] sum = new long[4];
    try (CohortSource source = CsvSource.open(ACTG)) {
      int age = source.column("age");
      int arm = source.column("arms");
      while (source.next()) {
        int group = Integer.parseInt(source.field(arm).toString());
        count[group]++;
        sum[group] += Long.parseLong(source.field(age).toString());
      }
    }
    Set<String> ages = new HashSet<>();
    for (int i = 0; i < count.length; i++) {
      ages.add(i + ": " + count[i] + " " + sum[i]);
    }
    return ages;
  }
}
