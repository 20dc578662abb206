package io.blindsum.cli;

import io.blindsum.arith.Arithmetics;
import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ColonyClient;
import io.blindsum.colony.ColonyConfig;
import io.blindsum.colony.Conditions;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.colony.FunctionSpec;
import io.blindsum.colony.Process;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.holder.HolderConfig;
import io.blindsum.holder.HolderConfigReader;
import io.blindsum.holder.ShareHolder;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.keys.KeyFiles;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SeedKeyFormat;
import io.blindsum.keys.ShareFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.keys.StoredShare;
import io.blindsum.messages.Functions;
import io.blindsum.messages.OpenRequestMessage;
import io.blindsum.messages.PartRequest;
import io.blindsum.messages.ResultMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.StudyRequest;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierKeyGenerator;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.threshold.ThresholdDealer;
import io.blindsum.paillier.threshold.ThresholdParameters;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.question.text.Question;
import io.blindsum.question.text.QuestionFile;
import io.blindsum.releaser.ReleaseExecutor;
import io.blindsum.releaser.ReleaserConfig;
import io.blindsum.releaser.ReleaserConfigReader;
import io.blindsum.releaser.ReleaserIdentity;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.study.HurriedRun;
import io.blindsum.study.ResultRelease;
import io.blindsum.study.RunJournal;
import io.blindsum.study.RunKeys;
import io.blindsum.study.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Two hospitals and a cloud on an embedded colony, a key that three holders share, of whom two open
 * a result, and a release executor. Holders and release executor start when they are told to.
 */
final class SharedKeyStudy implements AutoCloseable {
  static final String STUDY = "ages";
  static final String RELEASER = "steward";
  static final List<String> HOLDERS = List.of("karolinska", "lulea", "umea");

  /** Made for this run of the tests, so that holders take it. */
  static final PaillierPrivateKey KEY =
      PaillierKeyGenerator.of(
              PaillierParameters.builder().modulusBits(2048).build(), Arithmetics.fastest())
          .generateOfSafePrimes();

  private final Path folder;
  private final ModularArithmetic arithmetic = Arithmetics.fastest();
  private final EmbeddedColony colony;
  private final TestColony parties;
  private final CloudIdentity cloud;
  private final Map<String, ExecutorLoop> loops = new HashMap<>();
  private final SealPrivateKey researcherSeal;
  private final SigningKey researcher;
  private final Map<String, VerifyingKey> signing = new LinkedHashMap<>();

  private SharedKeyStudy(Path folder, EmbeddedColony colony, CloudIdentity cloud) {
    this.folder = folder;
    this.colony = colony;
    this.cloud = cloud;
    this.parties = TestColony.on(colony, arithmetic, cloud);
    this.researcherSeal = SealKeyFile.openOrCreate(folder.resolve("me.seal"));
    this.researcher = SigningKeyFile.openOrCreate(folder.resolve("me.key"));
  }

  /** Deals the key and starts hospitals r1 and r2 and the cloud. */
  static SharedKeyStudy start(Path folder) throws Exception {
    CloudIdentity cloud = TestColony.cloudThatKnows(folder, List.of("r1", "r2"));
    SharedKeyStudy study = new SharedKeyStudy(folder, EmbeddedColony.start(0), cloud);
    study.deal();
    study.parties.startCloud();
    Files.writeString(
        folder.resolve("q.yaml"),
        """
        study: ages
        dataset: trial
        columns: {age: "int[0..120]"}
        layout: wide
        limits: {max_rows: 1_000_000, sites_min: 2, min_cell: 5}
        sites: [r1, r2]
        cloud: {batch_seconds: 20, wait_seconds: 60}
        """);
    study.hospital("r1", 30, 1);
    study.hospital("r2", 25, 7);
    study.writeHolders();
    for (String holder : HOLDERS) {
      study.signing.put(holder, ShareHolder.signer(study.holderConfig(holder)));
    }
    study.waitFor(30);
    return study;
  }

  private void deal() {
    deal(folder, STUDY, KEY);
  }

  private void deal(Path to, String study, PaillierPrivateKey key) {
    Map<String, SealPublicKey> holders = new LinkedHashMap<>();
    for (String holder : HOLDERS) {
      Path file = folder.resolve(holder + ".seal");
      holders.put(holder, SealKeyFile.openOrCreate(file).publicKey());
    }
    KeyFiles.writeDealing(
        to,
        study,
        ThresholdDealer.of(key, arithmetic).deal(new ThresholdParameters(2, HOLDERS.size())),
        holders,
        Instant.now(),
        KeyCertificate.make(key, arithmetic));
  }

  /** Returns the share of umea in another dealing. */
  StoredShare otherShare(String study, PaillierPrivateKey key) {
    Path other = folder.resolve("of-" + key.publicKey().fingerprint() + study);
    deal(other, study, key);
    Path file = other.resolve(ShareFile.name(study, "umea"));
    return ShareFile.read(file, KeyGate.forInsecureTestKeys());
  }

  private void hospital(String site, int patients, int first) throws Exception {
    TestStudy.write(folder, site, patients, first);
    String text =
        TestStudy.siteFile(
            site, "csv: " + site + ".csv", KEY.publicKey().fingerprint(), List.of("researcher"));
    Path file = Files.writeString(folder.resolve(site + ".yaml"), text);
    parties.start(SiteConfigReader.read(file, Map.of()));
  }

  /** Writes the files of the holders and of the release executor, as their people would. */
  void writeFiles() throws IOException {
    writeHolders();
    waitFor(30);
  }

  private void writeHolders() throws IOException {
    writeHolders("rules: {min_cell: 10, sites_min: 2}\n", hash());
  }

  /** Writes the file of the release executor: it waits so long for holders. */
  void waitFor(int seconds) throws IOException {
    String signers = signersText() + "  holders: " + named(signing) + "\n";
    Files.writeString(
        folder.resolve("release.yaml"),
        """
        name: steward
        state: steward-state
        keys: [ages.pub]
        %sresearchers: [%s]
        rules: {min_cell: 10}
        wait_seconds: %s
        """
            .formatted(signers, researcher.verifyingKey().text(), seconds));
  }

  /** Writes the files of the holders, with other rules or another question. */
  void writeHolders(String rules, String hash) throws IOException {
    for (String holder : HOLDERS) {
      Files.writeString(
          folder.resolve(holder + ".yaml"),
          """
          share: ages-%1$s.share
          unseal_with: %1$s.seal
          state: %1$s-state
          %2$sreleasers: %3$s
          studies: {ages: [%4$s]}
          """
                  .formatted(
                      holder,
                      signersText(),
                      named(Map.of(RELEASER, releaser().signingKey().verifyingKey())),
                      hash)
              + rules);
    }
  }

  private String signersText() {
    TrustedSigners known = parties.signers();
    return "signers:\n  sites: %s\n  clouds: [%s]\n"
        .formatted(named(known.sites()), known.clouds().get(0).text());
  }

  private static String named(Map<String, VerifyingKey> keys) {
    return keys.entrySet().stream()
        .map(key -> key.getKey() + ": " + key.getValue().text())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Returns the keys of the release executor, which are made where it will have them. */
  ReleaserIdentity releaser() throws IOException {
    return ReleaserIdentity.open(folder.resolve("steward-state"));
  }

  HolderConfig holderConfig(String holder) {
    return HolderConfigReader.read(folder.resolve(holder + ".yaml"), Map.of());
  }

  /** Starts a holder. */
  void startHolder(String holder) throws Exception {
    startHolder(holder, holderConfig(holder));
  }

  /** Starts a holder as the one of another's name. */
  void startHolder(String holder, HolderConfig config) throws Exception {
    ShareHolder executor = ShareHolder.open(config, arithmetic, new ExecutorMetrics());
    start(holder, executor.addTo(loop(Functions.holderExecutorType(holder))));
  }

  /** Starts the release executor. */
  void startReleaser() throws Exception {
    ReleaserConfig config = ReleaserConfigReader.read(folder.resolve("release.yaml"), Map.of());
    ReleaseExecutor executor = ReleaseExecutor.open(config, arithmetic, new ExecutorMetrics());
    start(RELEASER, executor.addTo(loop(Functions.releaseExecutorType(RELEASER))));
  }

  /** Returns an executor of a type that has no function yet. */
  ExecutorLoop.Builder loop(String type) {
    Map<String, String> variables = new HashMap<>(colony.environment());
    variables.put("COLONIES_EXECUTOR_TYPE", type);
    return ExecutorLoop.builder(ColonyConfig.fromEnvironment(variables)).gracePeriod(Duration.ZERO);
  }

  /** Starts an executor under a name by which it is stopped. */
  void start(String name, ExecutorLoop.Builder builder) throws InterruptedException {
    ExecutorLoop loop = builder.start();
    loops.put(name, loop);
    if (!loop.awaitRegistered(Duration.ofSeconds(60))) {
      throw new IllegalStateException(name + " did not register");
    }
  }

  /** Ends an executor at once, whatever it does. */
  void stop(String name) {
    Optional.ofNullable(loops.remove(name)).ifPresent(ExecutorLoop::close);
  }

  private Question question() {
    return QuestionFile.read(folder.resolve("q.yaml"));
  }

  String hash() {
    return question().hash();
  }

  /** Returns the study as it is asked. */
  StudyRequest spec() {
    return StudyRequest.of(question(), SeedKeyFormat.write(KEY.publicKey()));
  }

  /** Returns who signs, as its people tell the researcher. */
  TrustedSigners signers() throws IOException {
    return parties
        .signers()
        .withReleasers(Map.of(RELEASER, releaser().signingKey().verifyingKey()));
  }

  /** Runs a study to its encrypted totals. */
  Signed<ResultMessage> run(RunJournal journal) throws Exception {
    RunKeys keys = new RunKeys(signers(), Optional.empty());
    return HurriedRun.of(client(), spec(), keys, journal, RunListener.NONE).runAndKeep();
  }

  /** Has totals opened. */
  ResultRelease.Released open(Signed<ResultMessage> result, RunJournal journal) throws Exception {
    return open(result, journal, spec());
  }

  /** Has totals opened by a release executor that starts within the time of a study. */
  ResultRelease.Released open(Signed<ResultMessage> result, RunJournal journal, StudyRequest pace)
      throws Exception {
    return release(journal, RunListener.NONE, pace).run(result);
  }

  /** Has totals opened, and asks once. */
  ResultRelease.Released openAtOnce(Signed<ResultMessage> result, RunJournal journal)
      throws Exception {
    RunListener impatient =
        new RunListener() {
          @Override
          public void repeated(String batch, String reason) {
            throw new IllegalStateException(batch + ": " + reason);
          }
        };
    return release(journal, impatient, spec()).run(result);
  }

  private ResultRelease release(RunJournal journal, RunListener listener, StudyRequest pace)
      throws IOException {
    ResultRelease.Asker asker = new ResultRelease.Asker(RELEASER, researcher, researcherSeal);
    return HurriedRun.release(client(), asker, signers(), journal, listener, pace);
  }

  /** Asks a holder as the release executor would, and returns the process when it has ended. */
  Process ask(String holder, Signed<OpenRequestMessage> request) throws InterruptedException {
    Conditions to = Conditions.of(client().colonyName(), Functions.holderExecutorType(holder));
    FunctionSpec.Builder call = FunctionSpec.of(Functions.OPEN_PART, to);
    new PartRequest(request.toText()).arguments().forEach(call::kwarg);
    Process process = client().submit(call.build());
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!process.state().isFinal() && System.nanoTime() < end) {
      Thread.sleep(10);
      process = client().getProcess(process.processId());
    }
    return process;
  }

  ColonyClient client() {
    return colony.researcher();
  }

  /** Returns a result as the cloud signs it, whatever it says. */
  Signed<ResultMessage> signedByCloud(Signed<ResultMessage> result) {
    return result.by(cloud.signingKey());
  }

  /** Returns what the release executor asks holders, if it does as its people want. */
  Signed<OpenRequestMessage> request(String result, String run, ReleaseRule rule)
      throws IOException {
    return Signed.unsigned(
            new OpenRequestMessage(
                run, STUDY, RELEASER, releaser().sealingKey().publicKey().text(), rule, result))
        .by(releaser().signingKey());
  }

  /** Returns the file of those who sign, as the researcher's people wrote it. */
  Path signersFile() throws IOException {
    TrustedSigners known = signers();
    String text =
        "sites: %s\nclouds: [%s]\nreleasers: %s\n"
            .formatted(
                named(known.sites()), known.clouds().get(0).text(), named(known.releasers()));
    return Files.writeString(folder.resolve("signers.yaml"), text);
  }

  /** Returns the variables of the researcher's programs. */
  Map<String, String> environment() {
    return colony.environment();
  }

  @Override
  public void close() throws IOException {
    loops.values().forEach(ExecutorLoop::close);
    parties.close();
  }
}
