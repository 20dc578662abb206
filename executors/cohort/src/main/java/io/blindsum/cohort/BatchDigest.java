package io.blindsum.cohort;

import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** SHA-256 over the plaintexts of every batch so far, and how many rows they are. */
final class BatchDigest {
  private final MessageDigest sha256 = Sha256.open();

  /** Takes the next batch, before it is masked. */
  void add(PlaintextBatcher.Batch batch) {
    sha256.update(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(batch.rows()).putLong(batch.rejected()).flip());
    sha256.update(batch.plaintexts().bytes());
  }

  byte[] soFar() {
    return Sha256.copy(sha256).digest();
  }
}
