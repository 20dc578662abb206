package io.blindsum.cohort;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over the plaintexts of every batch so far, and how many rows they are. */
final class BatchDigest {
  private final MessageDigest sha256;

  BatchDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes the next batch, before it is masked. */
  void add(PlaintextBatcher.Batch batch) {
    sha256.update(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(batch.rows()).putLong(batch.rejected()).flip());
    sha256.update(batch.plaintexts().bytes());
  }

  byte[] soFar() {
    try {
      return ((MessageDigest) sha256.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of this Java platform cannot be copied", e);
    }
  }
}
