package io.blindsum.keys;

import io.blindsum.protection.SigningKey;
import io.blindsum.protection.VerifyingKey;
import java.nio.file.Path;

/** The file of an executor's signing key: one JSON object, mode 0600, without a passphrase. */
public final class SigningKeyFile {
  private static final ExecutorKeyFile<SigningKey> FILE =
      new ExecutorKeyFile<>(
          "blindsum-signing-key",
          "signing key",
          SigningKey::generate,
          key -> key.verifyingKey().text(),
          SigningKey::seed,
          (seed, text) -> SigningKey.of(seed, new VerifyingKey(text)));

  private SigningKeyFile() {}

  /**
   * Reads the key, or makes one where there is no file.
   *
   * @throws KeyFileException if the file is open to others, damaged or cannot be written
   */
  public static SigningKey openOrCreate(Path file) {
    return FILE.openOrCreate(file);
  }

  /**
   * Reads the key.
   *
   * @throws KeyFileException if there is none, or it is open to others or damaged
   */
  public static SigningKey read(Path file) {
    return FILE.read(file);
  }
}
