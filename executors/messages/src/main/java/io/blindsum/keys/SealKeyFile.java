package io.blindsum.keys;

import io.blindsum.protection.SealPrivateKey;
import io.blindsum.protection.SealPublicKey;
import java.nio.file.Path;

/** The file of an executor's sealing key: one JSON object, mode 0600, without a passphrase. */
public final class SealKeyFile {
  private static final ExecutorKeyFile<SealPrivateKey> FILE =
      new ExecutorKeyFile<>(
          "blindsum-sealing-key",
          "sealing key",
          SealPrivateKey::generate,
          key -> key.publicKey().text(),
          SealPrivateKey::scalar,
          (scalar, text) -> SealPrivateKey.of(scalar, new SealPublicKey(text)));

  private SealKeyFile() {}

  /**
   * Reads the key, or makes one where there is no file.
   *
   * @throws KeyFileException if the file is open to others, damaged or cannot be written
   */
  public static SealPrivateKey openOrCreate(Path file) {
    return FILE.openOrCreate(file);
  }

  /**
   * Reads the key.
   *
   * @throws KeyFileException if there is none, or it is open to others or damaged
   */
  public static SealPrivateKey read(Path file) {
    return FILE.read(file);
  }
}
