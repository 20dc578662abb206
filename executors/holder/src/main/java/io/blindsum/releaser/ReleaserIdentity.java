package io.blindsum.releaser;

import io.blindsum.keys.SealKeyFile;
import io.blindsum.keys.SigningKeyFile;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SigningKey;
import io.blindsum.service.StateFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The keys of a release executor, made at its first start.
 *
 * @param signingKey what it signs requests and tables with
 * @param sealingKey what opens the parts of holders
 */
public record ReleaserIdentity(SigningKey signingKey, SealPrivateKey sealingKey) {
  private static final String SIGNING_KEY = "signing.key";
  private static final String SEALING_KEY = "sealing.key";

  /**
   * Opens the folder that all executors of one name share.
   *
   * @throws IOException if it cannot be used
   */
  public static ReleaserIdentity open(Path folder) throws IOException {
    return in(StateFolder.open(folder));
  }

  static ReleaserIdentity in(StateFolder state) {
    return new ReleaserIdentity(
        SigningKeyFile.openOrCreate(state.file(SIGNING_KEY)),
        SealKeyFile.openOrCreate(state.file(SEALING_KEY)));
  }
}
