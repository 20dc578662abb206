package io.blindsum.hospital;

import io.blindsum.arith.Arithmetics;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.Process;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.messages.Functions;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.protection.DiscreteLaplace;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.service.AuditLog;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A hospital of a site file on an embedded colony, and a researcher who asks it, for tests. */
final class Site implements AutoCloseable {
  static final String NAME = "r1";
  static final String TYPE = Functions.hospitalExecutorType(NAME);

  /** Made for this run of the tests, so that no list knows it. */
  static final PaillierPrivateKey KEY =
      PaillierKeyGenerator.of(
              PaillierParameters.builder().modulusBits(2048).build(), Arithmetics.fastest())
          .generate();

  /** The runs of the plans that were made, by their ids. */
  private static final Map<String, String> RUNS = new ConcurrentHashMap<>();

  private final Colony colony;
  private final SiteConfig config;
  private final SiteHospital hospital;
  private final ExecutorLoop loop;

  private Site(Colony colony, SiteConfig config, SiteHospital hospital) {
    this.colony = colony;
    this.config = config;
    this.hospital = hospital;
    ColonyConfig executor = colony.executorConfig(TYPE);
    this.loop = hospital.addTo(ExecutorLoop.builder(executor)).start();
  }

  /** Starts a hospital of the datasets given in YAML. */
  static Site start(Colony colony, Path folder, String datasets) throws Exception {
    return start(colony, folder, datasets, "protection: masked");
  }

  static Site start(Colony colony, Path folder, String datasets, String policy) throws Exception {
    return start(colony, config(folder, datasets, policy));
  }

  static Site start(Colony colony, SiteConfig config) throws Exception {
    return start(
        colony, config, SiteHospital.open(config, Arithmetics.fastest(), new ExecutorMetrics()));
  }

  /** Starts a hospital whose noise comes of a source of the test's own. */
  static Site start(Colony colony, SiteConfig config, DiscreteLaplace noise) throws Exception {
    StateFolder state = SiteSecret.openFolder(config.state());
    return start(
        colony,
        config,
        new SiteHospital(config, state, Arithmetics.fastest(), new ExecutorMetrics(), noise));
  }

  private static Site start(Colony colony, SiteConfig config, SiteHospital hospital)
      throws Exception {
    Site site = new Site(colony, config, hospital);
    if (!site.loop.awaitRegistered(Colony.PATIENCE)) {
      throw new AssertionError("not registered");
    }
    return site;
  }

  static SiteConfig config(Path folder, String datasets, String policy) throws IOException {
    Path file = folder.resolve("site.yaml");
    String text =
        """
        site: r1
        state: state
        datasets:
        %s
        policy:
          keys: [%s]
          initiators: [researcher]
          %s
        """
            .formatted(datasets.indent(2).stripTrailing(), KEY.publicKey().fingerprint(), policy);
    Files.writeString(file, text);
    return SiteConfigReader.read(file, Map.of());
  }

  Colony colony() {
    return colony;
  }

  SiteConfig config() {
    return config;
  }

  /** Returns the arguments of a plan over one column of a dataset. */
  static Map<String, Object> planOf(String dataset, String column, String type) {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    kwargs.put("paillier-pubkey", SeedKeyFormat.write(KEY.publicKey()));
    kwargs.put("study", "heart");
    kwargs.put("dataset", dataset);
    kwargs.put("columns", Map.of(column, type));
    kwargs.put("layout", "wide");
    kwargs.put("max_rows", 1_000_000);
    return kwargs;
  }

  Process plan(Map<String, Object> kwargs) throws InterruptedException {
    Process process = colony.run(TYPE, Functions.PLAN_COHORT, kwargs);
    for (String text : process.out()) {
      if (Signed.parse("plan", text).message() instanceof PlanMessage plan) {
        RUNS.put(plan.plan(), plan.run());
      }
    }
    return process;
  }

  Process batch(String plan, int batch, int attempt) throws InterruptedException {
    return colony.await(submitBatch(plan, batch, attempt));
  }

  /** Asks for a batch and returns the id of the process. */
  String submitBatch(String plan, int batch, int attempt) {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    kwargs.put("paillier-pubkey", SeedKeyFormat.write(KEY.publicKey()));
    kwargs.put("run", RUNS.getOrDefault(plan, "ab".repeat(32)));
    kwargs.put("plan", plan);
    kwargs.put("batch", batch);
    kwargs.put("attempt", attempt);
    return colony.submit(TYPE, Functions.ENCRYPT_BATCH, kwargs);
  }

  Process removePlan(String plan) throws InterruptedException {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    kwargs.put("paillier-pubkey", SeedKeyFormat.write(KEY.publicKey()));
    kwargs.put("run", RUNS.getOrDefault(plan, "ab".repeat(32)));
    kwargs.put("plan", plan);
    return colony.run(TYPE, Functions.REMOVE_PLAN, kwargs);
  }

  /** Returns the names of the files in the state folder. */
  List<String> stateFiles() throws IOException {
    try (Stream<Path> files = Files.list(config.state())) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  /** Returns the public half of what the site signs with. */
  VerifyingKey signer() {
    return SigningKeyFile.read(config.state().resolve("signing.key")).verifyingKey();
  }

  AuditLog audit() throws IOException, InterruptedException {
    return AuditLog.open(config.state());
  }

  @Override
  public void close() {
    loop.close();
    hospital.close();
  }
}
