package io.blindsum.keys;

import io.blindsum.arith.OsRandom;
import io.blindsum.protection.ZeroSumMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The secret of an unfinished masked stream, in a file of its own that only the owner may read. An
 * interrupted run needs it to go on; whoever has it, the frame and the private key reads every
 * record, so it is deleted when the frame is whole.
 */
public final class MaskSecretFile {
  private static final String FIX = "delete the unfinished frame and this file, and start again";

  private MaskSecretFile() {}

  /** Draws a secret that no file keeps. */
  public static byte[] draw() {
    return OsRandom.open().bytes(ZeroSumMask.SECRET_BYTES);
  }

  /**
   * Draws a secret and writes it to a new file, mode 0600.
   *
   * @throws KeyFileException if the file is there or cannot be written
   */
  public static byte[] create(Path file) {
    byte[] secret = draw();
    CheckedFiles.writeNew(file, secret, CheckedFiles.PRIVATE_MODE);
    return secret;
  }

  /**
   * Reads the secret of an interrupted run.
   *
   * @throws KeyFileException if the file is missing, open to others, or not such a secret
   */
  public static byte[] read(Path file) {
    byte[] secret = CheckedFiles.readPrivate(file);
    if (secret.length != ZeroSumMask.SECRET_BYTES) {
      Arrays.fill(secret, (byte) 0);
      throw new KeyFileException("not the secret of a mask", CheckedFiles.name(file), FIX);
    }
    return secret;
  }

  /** Deletes the file; nothing needs to be there. */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
