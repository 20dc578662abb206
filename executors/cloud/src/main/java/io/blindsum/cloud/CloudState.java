package io.blindsum.cloud;

import io.blindsum.keys.OwnerOnlyFiles;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import java.nio.file.Path;

/**
 * Who a cloud is and whom it knows: its own keys, and the keys of others.
 *
 * @param signingKey what partial results and results are signed with
 * @param sealingKey what opens batches that are sealed to this cloud
 * @param signers the sites whose batches have to be signed, and the clouds whose partial results
 */
public record CloudState(SigningKey signingKey, SealPrivateKey sealingKey, TrustedSigners signers) {
  private static final String SIGNING_KEY = "signing.key";
  private static final String SEALING_KEY = "sealing.key";

  /** Knows itself too. */
  public CloudState {
    signers = signers.withCloud(signingKey.verifyingKey());
  }

  /**
   * Opens the folder that all executors of one cloud share, and makes it and its keys where they
   * are missing; only its owner may read it.
   *
   * @throws io.blindsum.keys.KeyFileException if it cannot be used
   */
  public static CloudState open(Path folder, TrustedSigners signers) {
    OwnerOnlyFiles.createDirectory(folder);
    return new CloudState(
        SigningKeyFile.openOrCreate(folder.resolve(SIGNING_KEY)),
        SealKeyFile.openOrCreate(folder.resolve(SEALING_KEY)),
        signers);
  }

  /** Returns a cloud that knows nobody and is forgotten with the program. */
  public static CloudState inMemory() {
    return new CloudState(SigningKey.generate(), SealPrivateKey.generate(), TrustedSigners.NONE);
  }
}
