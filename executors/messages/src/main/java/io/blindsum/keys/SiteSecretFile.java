package io.blindsum.keys;

import io.blindsum.arith.OsRandom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The secret under which a site's frames tell the site, and nobody else, that two of them hold the
 * same rows. It opens nothing; without it a guessed cohort could be recognised in a frame.
 */
public final class SiteSecretFile {
  private static final String NAME = "rows.secret";
  private static final int BYTES = 32;

  private SiteSecretFile() {}

  /**
   * Returns the secret of this user, drawn where there is none; empty where his settings cannot be
   * written, as in a container without a home.
   */
  public static Optional<byte[]> openOrCreate() {
    return openOrCreate(SettingsFolder.path().resolve(NAME));
  }

  static Optional<byte[]> openOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        CheckedFiles.createDirectory(file.resolveSibling(""));
        CheckedFiles.writeNew(file, OsRandom.open().bytes(BYTES), CheckedFiles.PRIVATE_MODE);
      }
    } catch (KeyFileException e) {
      // another process may have been faster
      if (!Files.exists(file)) {
        return Optional.empty();
      }
    }
    byte[] secret = CheckedFiles.readPrivate(file);
    if (secret.length != BYTES) {
      throw new KeyFileException("not " + BYTES + " bytes", NAME, "delete " + file);
    }
    return Optional.of(secret);
  }
}
