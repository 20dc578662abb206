package io.blindsum.cloud;

import io.blindsum.colony.Process;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.messages.BatchMessage;
import io.blindsum.messages.JobException;
import io.blindsum.messages.PlanMessage;
import io.blindsum.messages.Signed;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.service.Claims;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a cloud is and whom it knows: its own keys, the keys of others, and who may ask it.
 *
 * @param signingKey what partial results and results are signed with
 * @param sealingKey what opens batches that are sealed to this cloud
 * @param signers the sites whose plans and batches alone it takes, and the clouds whose partial
 *     results; without sites it takes anybody's, but nothing that is sealed
 * @param initiators names or ids of those who may ask; absent if every member of the colony may
 * @param releases the one set of sites that was released of each run
 */
public record CloudIdentity(
    SigningKey signingKey,
    SealPrivateKey sealingKey,
    TrustedSigners signers,
    Optional<Set<String>> initiators,
    Claims releases) {
  private static final String RELEASES = "releases";
  private static final String SIGNING_KEY = "signing.key";
  private static final String SEALING_KEY = "sealing.key";

  /** Knows itself too. */
  public CloudIdentity {
    signers = signers.withCloud(signingKey.verifyingKey());
    initiators = initiators.map(Set::copyOf);
  }

  /**
   * Makes a cloud that whoever is in the colony may ask, and that is forgotten with the program.
   */
  public CloudIdentity(SigningKey signingKey, SealPrivateKey sealingKey, TrustedSigners signers) {
    this(signingKey, sealingKey, signers, Optional.empty(), Claims.inMemory());
  }

  /**
   * Opens the folder that all executors of one cloud share, and makes it and its keys where they
   * are missing; only its owner may read it.
   *
   * @throws io.blindsum.keys.KeyFileException if it cannot be used
   */
  public static CloudIdentity open(
      Path folder, TrustedSigners signers, Optional<Set<String>> initiators) {
    CheckedFiles.createDirectory(folder);
    CheckedFiles.requireUnwritableByOthers(folder);
    return new CloudIdentity(
        SigningKeyFile.openOrCreate(folder.resolve(SIGNING_KEY)),
        SealKeyFile.openOrCreate(folder.resolve(SEALING_KEY)),
        signers,
        initiators,
        Claims.in(folder.resolve(RELEASES)));
  }

  /** Returns a cloud that knows nobody and is forgotten with the program. */
  public static CloudIdentity inMemory() {
    return new CloudIdentity(SigningKey.generate(), SealPrivateKey.generate(), TrustedSigners.NONE);
  }

  /**
   * Refuses who may not ask.
   *
   * @throws JobException if the cloud's file lists who may, and the initiator is not on the list
   */
  void requireInitiator(Process process) {
    boolean may =
        initiators.isEmpty()
            || initiators.get().contains(process.initiatorId())
            || initiators.get().contains(process.initiatorName());
    if (!may) {
      throw new JobException("the initiator is not on the cloud's list");
    }
  }

  /**
   * Checks who signed a plan.
   *
   * @throws JobException unless it is the site, where the cloud knows any site
   */
  void requireSite(String where, Signed<PlanMessage> plan) {
    require(where, plan.message().site(), plan);
  }

  /**
   * Checks who signed a batch.
   *
   * @throws JobException unless it is the site, where the cloud knows any site
   */
  void requireBatch(String where, Signed<BatchMessage> batch) {
    require(where, batch.message().site(), batch);
  }

  private void require(String where, String site, Signed<?> message) {
    boolean trusted = signers.ofSite(where, site, message) == TrustedSigners.Standing.TRUSTED;
    JobException.require(
        trusted || !knowsSites(),
        where,
        "site " + site + " is not among the signers in the cloud's file");
  }

  /** Tells whether the keys of any sites are known; only then anything is unsealed. */
  boolean knowsSites() {
    return !signers.sites().isEmpty();
  }

  /**
   * Returns whom a run in the researcher's stead believes: these sites and this cloud, or anybody
   * where no site is known.
   */
  TrustedSigners believed() {
    return knowsSites() ? signers : TrustedSigners.NONE;
  }

  /**
   * Lets the sum of one set of plans of a run out, and of no other set: the difference of two would
   * be the sum of fewer sites.
   *
   * @throws JobException if another set of the run was let out before
   */
  void claimRelease(String run, List<PlanMessage> plans) {
    String set = String.join(" ", plans.stream().map(PlanMessage::plan).sorted().toList());
    JobException.require(
        releases.claim(List.of("run", run), set),
        "plans",
        "the sum of other plans of this run was released before");
  }
}
