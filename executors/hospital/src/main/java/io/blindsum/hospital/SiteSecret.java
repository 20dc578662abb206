package io.blindsum.hospital;

import io.blindsum.arith.OsRandom;
import io.blindsum.keys.CheckedFiles;
import io.blindsum.protection.Hkdf;
import io.blindsum.service.StateFolder;
import io.blindsum.service.StateFolder.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The secret in a site's state folder, from which every key that hides its rows is derived. */
final class SiteSecret {
  private static final String SECRET = "site.secret";
  private static final int SECRET_BYTES = 32;

  private SiteSecret() {}

  /** Opens a site's folder, and makes it and its secret where they are missing. */
  static StateFolder openFolder(Path folder) throws IOException, InterruptedException {
    StateFolder state = StateFolder.open(folder);
    try (Lock lock = state.lock("site")) {
      lock.requireHeld();
      if (!Files.exists(state.file(SECRET))) {
        byte[] secret = OsRandom.open().bytes(SECRET_BYTES);
        CheckedFiles.writeNew(state.file(SECRET), secret, CheckedFiles.PRIVATE_MODE);
        Arrays.fill(secret, (byte) 0);
      }
    }
    return state;
  }

  /** Tells whether a folder is one that was opened before. */
  static boolean isThere(Path folder) {
    return Files.exists(folder.resolve(SECRET));
  }

  /**
   * Derives a key from the secret.
   *
   * @param salt may be empty
   * @param purpose what the key is for, and for whom
   */
  static byte[] deriveKey(StateFolder state, byte[] salt, String... purpose) {
    byte[] secret = CheckedFiles.readPrivate(state.file(SECRET));
    try {
      if (secret.length != SECRET_BYTES) {
        throw new IllegalStateException("the site's secret is damaged");
      }
      return Hkdf.derive(secret, salt, Hkdf.info(purpose), SECRET_BYTES);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
