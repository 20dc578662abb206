package io.blindsum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.arith.Arithmetics;
import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cli.option.ResultFrame;
import io.blindsum.cli.option.ResultReceipt;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.Process;
import io.blindsum.colony.ProcessState;
import io.blindsum.colony.local.LocalColony;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.layout.ColumnTotals;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.FrameText;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanRequest;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.release.OpenedTotals;
import io.blindsum.study.HurriedRun;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Hospitals with known patients on an embedded colony, and a researcher's question to them. */
final class TestStudy implements AutoCloseable {
  /** Made for this run of the tests, so that hospitals take it. */
  static final PaillierPrivateKey KEY =
      PaillierKeyGenerator.of(
              PaillierParameters.builder().modulusBits(2048).build(), Arithmetics.fastest())
          .generate();

  private final Path folder;
  private final LocalColony server;
  private final TestColony colony;
  private final List<String> sites = new ArrayList<>();
  private final List<String> initiators = new ArrayList<>(List.of("researcher"));
  private Map<String, String> environment = Map.of();
  private long rows;
  private long sum;

  private TestStudy(Path folder, LocalColony server, CloudIdentity identity) {
    this.folder = folder;
    this.server = server;
    this.colony = TestColony.on(EmbeddedColony.on(server), Arithmetics.fastest(), identity);
  }

  /** Starts a colony without executors. */
  static TestStudy start(Path folder) throws IOException {
    return start(folder, CloudIdentity.inMemory());
  }

  static TestStudy start(Path folder, CloudIdentity identity) throws IOException {
    return new TestStudy(folder, LocalColony.start(), identity);
  }

  /** Returns what ends a driver at the third batch of a site that it hears of. */
  static RunListener dyingAtThirdProgress() {
    AtomicInteger seen = new AtomicInteger();
    return new RunListener() {
      @Override
      public void progress(String site, long rows) {
        if (seen.incrementAndGet() == 3) {
          throw new IllegalStateException("the driver dies here");
        }
      }
    };
  }

  /** Returns a cloud that knows the signing keys of sites, which are made where they will be. */
  static CloudIdentity cloudThatKnows(Path folder, String... sites) {
    return TestColony.cloudThatKnows(folder, List.of(sites));
  }

  /** Starts on a server of the test's own. */
  static TestStudy on(LocalColony server, Path folder) {
    return on(server, folder, CloudIdentity.inMemory());
  }

  static TestStudy on(LocalColony server, Path folder, CloudIdentity identity) {
    return new TestStudy(folder, server, identity);
  }

  /** Starts a cloud; hospitals that are started later answer it. */
  TestStudy cloud() throws InterruptedException {
    initiators.add(colony.startCloud());
    return this;
  }

  /** Gives hospitals that are started later the object store of the colony. */
  TestStudy storing() {
    environment = colony.colony().environment();
    return this;
  }

  ColonyClient researcher() {
    return colony.colony().researcher();
  }

  /** Returns the port of the colony's server. */
  int port() {
    return server.port();
  }

  TestColony colony() {
    return colony;
  }

  /** Starts a hospital whose patients are {@code first, first + 1, ...} in {@code age}. */
  void hospital(String site, int patients, int first) throws Exception {
    hospitalUnder("", site, patients, first);
  }

  /** Starts a hospital that seals its batches to the key of a cloud. */
  void sealedHospital(String site, int patients, int first, SealPublicKey sealTo) throws Exception {
    String sealed = "  protection: sealed\ntransport:\n  seal_to: [" + sealTo.text() + "]\n";
    hospitalUnder(sealed, site, patients, first);
  }

  /** Starts a hospital whose policy says more; see {@link #hospital}. */
  void hospitalUnder(String morePolicy, String site, int patients, int first) throws Exception {
    write(folder, site, patients, first);
    String key = KEY.publicKey().fingerprint();
    String text = siteFile(site, "csv: " + site + ".csv", key, initiators);
    Path file = Files.writeString(folder.resolve(site + ".yaml"), text + morePolicy);
    colony.start(SiteConfigReader.read(file, environment));
    add(site, patients, first);
  }

  /**
   * Returns a site's file with the column {@code age} of data set {@code trial}, whose policy is
   * the last part.
   *
   * @param source where the rows come from, in lines of YAML
   * @param key the fingerprint of the one key that the site takes
   */
  static String siteFile(String site, String source, String key, List<String> initiators) {
    return """
    site: %1$s
    state: %1$s-state
    datasets:
      trial:
    %2$s    columns:
          age: int[0..120]
    policy:
      keys: [%3$s]
      initiators: %4$s
    """
        .formatted(site, source.indent(4), key, initiators);
  }

  private void add(String site, int patients, int first) {
    sites.add(site);
    if (patients >= 10) {
      rows += patients;
      for (int i = 0; i < patients; i++) {
        sum += age(first, i);
      }
    }
  }

  static void write(Path folder, String site, int patients, int first) throws IOException {
    StringBuilder csv = new StringBuilder("age\n");
    for (int i = 0; i < patients; i++) {
      csv.append(age(first, i)).append('\n');
    }
    Files.writeString(folder.resolve(site + ".csv"), csv);
  }

  static int age(int first, int patient) {
    return (first + patient) % 121;
  }

  StudyRequest spec(int batchRows, String layout, int window, int sitesMin) {
    PlanRequest plan =
        PlanRequest.of(
            Map.of(
                "study",
                "ages",
                "dataset",
                "trial",
                "columns",
                Map.of("age", "int[0..120]"),
                "layout",
                layout,
                "max_rows",
                1_000_000,
                Functions.KEY_ARGUMENT,
                SeedKeyFormat.write(KEY.publicKey()),
                "batch_rows",
                batchRows));
    return new StudyRequest(plan, sites, sitesMin, window, 120, 600);
  }

  /** Returns the same study whose batches go to object stores. */
  static StudyRequest byFiles(StudyRequest spec) {
    Map<String, Object> arguments = new HashMap<>(spec.arguments());
    Map<String, Object> plan = new HashMap<>(spec.plan().arguments());
    plan.put("files", true);
    arguments.put("plan", plan);
    return StudyRequest.of(arguments);
  }

  Signed<ResultMessage> run(StudyRequest spec) throws InterruptedException {
    return run(spec, RunJournal.inMemory(), RunListener.NONE);
  }

  Signed<ResultMessage> run(StudyRequest spec, RunJournal journal, RunListener listener)
      throws InterruptedException {
    return run(researcher(), spec, journal, listener);
  }

  /** Runs a study with a client of the researcher's, without pauses between attempts. */
  static Signed<ResultMessage> run(
      ColonyClient client, StudyRequest spec, RunJournal journal, RunListener listener)
      throws InterruptedException {
    RunKeys keys = new RunKeys(TrustedSigners.NONE, Optional.empty());
    return HurriedRun.of(client, spec, keys, journal, listener).run();
  }

  /** Keeps a result as query run does, and returns its file. */
  String keep(Signed<ResultMessage> result) throws IOException {
    Path totals = folder.resolve("t.bsr");
    Files.write(totals, FrameText.bytes("result", result.frame()));
    ResultReceipt.write(totals, result);
    return totals.toString();
  }

  /** Writes every batch of the study, as anybody in the colony can, and returns the files. */
  List<String> batches() throws IOException {
    List<String> files = new ArrayList<>();
    for (Process process :
        researcher()
            .getProcessesByLabel(ProcessState.SUCCESS, "ages", ColonyClient.MAX_LIST_COUNT)) {
      if (process.spec().functionName().equals(Functions.ENCRYPT_BATCH)) {
        Signed<BatchMessage> signed =
            Signed.parse("batch", process.out().get(0), BatchMessage.class);
        BatchMessage batch = signed.message();
        Path file = folder.resolve(batch.site() + "-" + batch.batch() + ".bsc");
        Files.write(file, FrameText.bytes("batch", signed.frame()));
        files.add(file.toString());
      }
    }
    return files;
  }

  /** Returns the file of the private key. */
  String key() {
    Path file = folder.resolve("ages.key");
    if (!Files.exists(file)) {
      KeyFiles.writePair(folder, "ages", KEY, null, Instant.now(), null);
    }
    return file.toString();
  }

  /** Asserts that the totals are those of every patient of every site that is large enough. */
  void assertExact(Signed<ResultMessage> result) {
    assertExact(result, rows, sum);
  }

  static void assertExact(Signed<ResultMessage> result, long rows, long sum) {
    OpenedTotals opened = ResultFrame.read("result", result).open(KEY, Arithmetics.fastest());
    ColumnTotals.Numbers age = (ColumnTotals.Numbers) opened.groups().get(0).columns().get(0);
    assertThat(age.n()).isEqualTo(rows);
    assertThat(age.moments().sum().longValueExact()).isEqualTo(sum);
  }

  @Override
  public void close() throws IOException {
    colony.close();
  }
}
