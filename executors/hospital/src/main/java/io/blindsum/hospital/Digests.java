package io.blindsum.hospital;

import io.blindsum.paillier.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** SHA-256, as text. */
final class Digests {
  private static final int BUFFER_BYTES = 1 << 16;

  private Digests() {}

  /** Returns the digest of a file, in 64 lowercase hex digits. */
  static String ofFile(Path file) throws IOException {
    MessageDigest sha256 = Sha256.open();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
      }
    }
    return Sha256.hex(sha256.digest());
  }

  /** Returns the digest of bytes, in 64 lowercase hex digits. */
  static String of(byte[] bytes) {
    return Sha256.of(bytes);
  }
}
