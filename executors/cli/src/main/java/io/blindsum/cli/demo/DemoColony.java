package io.blindsum.cli.demo;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cli.console.Version;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cloud.CloudIdentity;
import io.blindsum.colony.ExecutorLoop;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.hospital.SiteConfigReader;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Hospitals of site files, and a cloud, on an embedded colony. */
public final class DemoColony implements AutoCloseable {
  private final ModularArithmetic arithmetic;
  private final EmbeddedColony colony;
  private final CloudExecutor cloud;
  private final Deque<SiteHospital> hospitals = new ConcurrentLinkedDeque<>();
  private final Map<String, ExecutorLoop> executors = new ConcurrentHashMap<>();
  private final Map<String, VerifyingKey> signers = new ConcurrentHashMap<>();
  private final CloudIdentity identity;

  private DemoColony(ModularArithmetic arithmetic, CloudIdentity identity, EmbeddedColony colony) {
    this.identity = identity;
    this.arithmetic = arithmetic;
    this.colony = colony;
    this.cloud =
        new CloudExecutor(identity, arithmetic, Version.creator(arithmetic), new ExecutorMetrics());
  }

  /**
   * Makes a cloud that knows the signing keys of hospitals, as their people would tell its own.
   *
   * @param folder of the site files; a hospital's state, where the key is made, is beside its file
   */
  public static CloudIdentity cloudThatKnows(Path folder, List<String> sites) {
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

  /** Starts a colony without executors. */
  public static DemoColony start(ModularArithmetic arithmetic, CloudIdentity identity)
      throws IOException {
    return on(EmbeddedColony.start(), arithmetic, identity);
  }

  /** Makes one of a colony, which is closed with it. */
  public static DemoColony on(
      EmbeddedColony colony, ModularArithmetic arithmetic, CloudIdentity identity) {
    return new DemoColony(arithmetic, identity, colony);
  }

  /** Starts an executor of the cloud and returns its name. */
  public String startCloud() throws InterruptedException {
    return colony.run(Functions.CLOUD_EXECUTOR_TYPE, cloud::offer);
  }

  public EmbeddedColony colony() {
    return colony;
  }

  /**
   * A file of a hospital.
   *
   * @param csv the rows, beside the site file
   * @param columns what may be asked of them
   */
  record Table(Path csv, List<String> columns) {}

  /**
   * Starts a hospital.
   *
   * @param file its site file, which is written; its state is beside it
   * @param datasets its catalogue
   * @param policy the lines of its policy
   */
  public SiteConfig startHospital(
      String site, Path file, Map<String, Table> datasets, String policy)
      throws IOException, InterruptedException {
    Files.writeString(file, siteFile(site, datasets, policy));
    SiteConfig config = SiteConfigReader.read(file, Map.of());
    start(config);
    return config;
  }

  /** Stops a hospital's executor without a grace, whatever it does, and starts another. */
  void replaceHospital(SiteConfig config) throws IOException, InterruptedException {
    ExecutorLoop executor = executors.remove(config.site());
    if (executor != null) {
      executor.close();
    }
    start(config);
  }

  /** Starts the hospital of a site's file. */
  public void start(SiteConfig config) throws IOException, InterruptedException {
    SiteHospital hospital = SiteHospital.open(config, arithmetic, new ExecutorMetrics());
    hospitals.push(hospital);
    signers.put(config.site(), hospital.signer());
    String type = Functions.hospitalExecutorType(config.site());
    executors.put(
        config.site(),
        colony.launch(type, loop -> hospital.addTo(loop).gracePeriod(Duration.ZERO)));
  }

  /** Returns who signs in this colony, as its people would tell the researcher. */
  public TrustedSigners signers() {
    return new TrustedSigners(signers, List.of(identity.signingKey().verifyingKey()));
  }

  /** Returns what opens the batches that are sealed to the cloud of this colony. */
  public SealPrivateKey sealingKey() {
    return identity.sealingKey();
  }

  private static String siteFile(String site, Map<String, Table> datasets, String policy) {
    StringBuilder text = new StringBuilder("site: %s\nstate: %s-state\n".formatted(site, site));
    text.append("datasets:\n");
    datasets.forEach(
        (name, table) -> {
          text.append("  %s:\n    csv: %s\n".formatted(name, table.csv().getFileName()));
          text.append("    columns:\n");
          for (String column : table.columns()) {
            text.append("      ").append(column.replaceFirst(":", ": ")).append('\n');
          }
        });
    return text.append("policy:\n").append(policy).toString();
  }

  @Override
  public void close() throws IOException {
    colony.close();
    hospitals.forEach(SiteHospital::close);
    cloud.close();
  }
}
