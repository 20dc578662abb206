package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.command.EmbeddedColony;
import io.blindsum.cli.console.Version;
import io.blindsum.cli.option.ExecutorEnvironment;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.messages.Functions;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.service.ExecutorMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Hospitals of site files, and a cloud, on an embedded colony. */
final class TestColony implements AutoCloseable {
  private final ModularArithmetic arithmetic;
  private final EmbeddedColony colony;
  private final CloudExecutor cloud;
  private final Deque<SiteHospital> hospitals = new ConcurrentLinkedDeque<>();
  private final Map<String, VerifyingKey> signers = new ConcurrentHashMap<>();
  private final CloudIdentity identity;

  private TestColony(ModularArithmetic arithmetic, CloudIdentity identity, EmbeddedColony colony) {
    this.identity = identity;
    this.arithmetic = arithmetic;
    this.colony = colony;
    this.cloud =
        new CloudExecutor(
            identity,
            arithmetic,
            Version.creator(arithmetic),
            new ExecutorMetrics(),
            ExecutorEnvironment.files(colony.environment()));
  }

  /**
   * Makes a cloud that knows the signing keys of hospitals, as their people would tell its own.
   *
   * @param folder of the site files; a hospital's state, where the key is made, is beside its file
   */
  static CloudIdentity cloudThatKnows(Path folder, List<String> sites) {
    Map<String, VerifyingKey> known = new HashMap<>();
    for (String site : sites) {
      Path siteState = folder.resolve(site + "-state");
      CheckedFiles.createDirectory(siteState);
      SigningKey key = SigningKeyFile.openOrCreate(siteState.resolve("signing.key"));
      known.put(site, key.verifyingKey());
    }
    return new CloudIdentity(
        SigningKey.generate(), SealPrivateKey.generate(), new TrustedSigners(known, List.of()));
  }

  /** Makes one of a colony, which is closed with it. */
  static TestColony on(
      EmbeddedColony colony, ModularArithmetic arithmetic, CloudIdentity identity) {
    return new TestColony(arithmetic, identity, colony);
  }

  /** Starts an executor of the cloud and returns its name. */
  String startCloud() throws InterruptedException {
    return colony.run(Functions.CLOUD_EXECUTOR_TYPE, cloud::offer);
  }

  EmbeddedColony colony() {
    return colony;
  }

  /** Starts the hospital of a site's file. */
  void start(SiteConfig config) throws IOException, InterruptedException {
    SiteHospital hospital = SiteHospital.open(config, arithmetic, new ExecutorMetrics());
    hospitals.push(hospital);
    signers.put(config.site(), SiteHospital.signer(config));
    colony.run(
        Functions.hospitalExecutorType(config.site()),
        loop -> hospital.addTo(loop).gracePeriod(Duration.ZERO));
  }

  /** Returns who signs in this colony, as its people would tell the researcher. */
  TrustedSigners signers() {
    return new TrustedSigners(signers, List.of(identity.signingKey().verifyingKey()));
  }

  @Override
  public void close() throws IOException {
    colony.close();
    hospitals.forEach(SiteHospital::close);
    cloud.close();
  }
}
