package io.blindsum.cli.command;

import io.blindsum.arith.BlockArray;
import io.blindsum.cohort.CiphertextSink;
import io.blindsum.cohort.RowsDigest;
import io.blindsum.frame.FrameHeader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands batches on, and remembers the digest of the rows that they were made of. */
final class IdentifiedRows implements CiphertextSink {
  private final CiphertextSink target;
  private @Nullable RowsDigest digest;

  IdentifiedRows(CiphertextSink target) {
    this.target = target;
  }

  @Override
  public void keep(byte[] batchDigest) throws IOException {
    target.keep(batchDigest);
  }

  @Override
  public void append(long rows, long rejected, BlockArray ciphertexts) throws IOException {
    target.append(rows, rejected, ciphertexts);
  }

  @Override
  public void end(RowsDigest rows) {
    digest = rows;
  }

  /** Returns what tells the rows to who has the secret, among frames of one key and layout. */
  Optional<String> keyed(Optional<byte[]> secret, FrameHeader header) {
    RowsDigest rows = digest;
    if (rows == null) {
      throw new IllegalStateException("the rows are not read to their end");
    }
    return secret.map(key -> rows.keyed(key, header.key().fingerprint() + '\n' + header.layout()));
  }
}
