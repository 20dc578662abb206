package io.blindsum.cli;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.cloud.CloudExecutor;
import io.blindsum.cloud.CloudState;
import io.blindsum.hospital.SiteConfig;
import io.blindsum.hospital.SiteConfigReader;
import io.blindsum.hospital.SiteHospital;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.protection.VerifyingKey;
import io.blindsum.service.ExecutorMetrics;
import io.blindsum.workflow.Functions;
import io.blindsum.workflow.TrustedSigners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hospitals of site files, and a cloud, on an embedded colony. */
final class DemoColony implements AutoCloseable {
  private final ModularArithmetic arithmetic;
  private final EmbeddedColony colony;
  private final CloudExecutor cloud;
  private final Deque<SiteHospital> hospitals = new ArrayDeque<>();
  private final Map<String, VerifyingKey> signers = new HashMap<>();
  private final CloudState state;

  private DemoColony(ModularArithmetic arithmetic, CloudState state, EmbeddedColony colony) {
    this.state = state;
    this.arithmetic = arithmetic;
    this.colony = colony;
    this.cloud =
        new CloudExecutor(state, arithmetic, Version.creator(arithmetic), new ExecutorMetrics());
  }

  /** Starts a colony without executors. */
  static DemoColony start(ModularArithmetic arithmetic, CloudState state) throws IOException {
    return on(EmbeddedColony.start(), arithmetic, state);
  }

  /** Makes one of a colony, which is closed with it. */
  static DemoColony on(EmbeddedColony colony, ModularArithmetic arithmetic, CloudState state) {
    return new DemoColony(arithmetic, state, colony);
  }

  /** Starts an executor of the cloud and returns its name. */
  String startCloud() throws InterruptedException {
    return colony.run(Functions.CLOUD_EXECUTOR_TYPE, cloud::offer);
  }

  EmbeddedColony colony() {
    return colony;
  }

  /**
   * Starts the hospital of a CSV file.
   *
   * @param columns what it answers about
   * @param initiators whom it answers
   * @param key under what alone it encrypts
   */
  SiteConfig startHospital(
      String site, Path rows, List<String> columns, List<String> initiators, PaillierPublicKey key)
      throws IOException, InterruptedException {
    Path file = rows.resolveSibling(site + ".yaml");
    Files.writeString(file, siteFile(site, rows, columns, initiators, key));
    SiteConfig config = SiteConfigReader.read(file, Map.of());
    start(config);
    return config;
  }

  /** Starts the hospital of a site's file. */
  void start(SiteConfig config) throws IOException, InterruptedException {
    SiteHospital hospital = SiteHospital.open(config, arithmetic, new ExecutorMetrics());
    hospitals.push(hospital);
    signers.put(config.site(), hospital.signer());
    colony.run(Functions.hospitalExecutorType(config.site()), hospital::addTo);
  }

  /** Returns who signs in this colony, as its people would tell the researcher. */
  TrustedSigners signers() {
    return new TrustedSigners(signers, List.of(state.signingKey().verifyingKey()));
  }

  private static String siteFile(
      String site,
      Path rows,
      List<String> columns,
      List<String> initiators,
      PaillierPublicKey key) {
    StringBuilder types = new StringBuilder();
    columns.forEach(
        column -> types.append("      ").append(column.replaceFirst(":", ": ")).append('\n'));
    return """
        site: %s
        state: %s-state
        datasets:
          trial:
            csv: %s
            columns:
        %spolicy:
          keys: [%s]
          initiators: %s
        """
        .formatted(site, site, rows.getFileName(), types, key.fingerprint(), initiators);
  }

  @Override
  public void close() throws IOException {
    colony.close();
    hospitals.forEach(SiteHospital::close);
    cloud.close();
  }
}
