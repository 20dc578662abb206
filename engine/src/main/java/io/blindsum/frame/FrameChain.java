package io.blindsum.frame;

import io.blindsum.paillier.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The running state of a frame that reader and writer share: the rules a batch has to keep, the
 * counts so far, and the digests that tie each batch to its header and the trailer to all.
 */
final class FrameChain {
  private final FrameHeader header;
  private final byte[] headerDigest;
  private final MessageDigest chain = Sha256.open();
  private int batches;
  private long rows;
  private long rejected;
  private long ciphertexts;
  private byte @Nullable [] rowsDigest;

  FrameChain(FrameHeader header, byte[] headerDigest) {
    this.header = header;
    this.headerDigest = headerDigest;
    chain.update(headerDigest);
  }

  int batches() {
    return batches;
  }

  long rows() {
    return rows;
  }

  long ciphertexts() {
    return ciphertexts;
  }

  /** Returns the bytes of a batch's body, which the checks below keep in the range of an int. */
  int bodyBytes(BatchHeader batch) {
    return batch.count() * header.key().ciphertextBytes();
  }

  /**
   * Checks that a batch may come next.
   *
   * @throws IllegalArgumentException saying which rule it breaks
   */
  void check(BatchHeader batch) {
    int maxCount = FrameDescriptor.MAX_BODY_BYTES / header.key().ciphertextBytes();
    require(rowsDigest == null, "no batch behind the digest of the rows");
    require(batch.index() == batches, "batch " + batches + " expected");
    require(batch.count() >= 0 && batch.count() <= maxCount, "too many ciphertexts");
    require(batch.count() % header.positions() == 0, "a part of a record");
    require(batch.rows() >= 0 && batch.rejected() >= 0, "a negative count of rows");
    require(batch.rows() == 0 || batch.count() > 0, "rows without ciphertexts");
    require(batch.rows() <= header.maxRows() - rows, "more than " + header.maxRows() + " rows");
    require(batch.rejected() <= Long.MAX_VALUE - rejected, "too many rejected rows");
    require(batches < Integer.MAX_VALUE, "too many batches");
    if (header.kind() == FrameKind.RESULT) {
      checkResult(batch);
    }
  }

  private void checkResult(BatchHeader batch) {
    Manifest manifest = header.manifest();
    require(batches == 0, "a result has one batch");
    require(batch.count() == header.positions(), "a result has one ciphertext a position");
    boolean counted = batch.rows() == manifest.rows() && batch.rejected() == manifest.rejected();
    require(counted, "a result has the rows of its manifest");
  }

  /**
   * Takes the digest of the rows, behind the last batch.
   *
   * @throws IllegalArgumentException if the header declares none, or it came before
   */
  void addRowsDigest(byte[] digest) {
    require(
        header.rowsDigest() && rowsDigest == null, "one digest of the rows, if the header says so");
    rowsDigest = digest.clone();
  }

  /** Goes back behind the last batch. */
  void dropRowsDigest() {
    rowsDigest = null;
  }

  /**
   * Checks that the frame may end here.
   *
   * @throws IllegalArgumentException if a result has no batch, or the digest of the rows is missing
   */
  void checkEnd() {
    require(header.rowsDigest() == (rowsDigest != null), "a digest of the rows before the trailer");
    require(header.kind() != FrameKind.RESULT || batches == 1, "a result has one batch");
  }

  /** Returns SHA-256 of header digest, batch header and body. */
  byte[] digest(BatchHeader batch, ByteBuffer body) {
    MessageDigest sha256 = Sha256.open();
    sha256.update(headerDigest);
    sha256.update(batch.encode());
    sha256.update(body);
    return sha256.digest();
  }

  /** Counts a batch in that was checked. */
  void add(BatchHeader batch, byte[] digest) {
    chain.update(digest);
    batches++;
    rows += batch.rows();
    rejected += batch.rejected();
    ciphertexts += batch.count();
  }

  /** Returns the trailer of what was counted so far. */
  ByteBuffer trailer() {
    ByteBuffer trailer =
        ByteBuffer.allocate(FrameDescriptor.SECTION_BYTES)
            .putInt(FrameDescriptor.TRAILER_MAGIC)
            .putInt(batches)
            .putLong(rows)
            .putLong(rejected)
            .putLong(ciphertexts);
    MessageDigest all = Sha256.copy(chain);
    if (rowsDigest != null) {
      all.update(rowsDigest);
    }
    all.update(trailer.duplicate().flip());
    return trailer.put(all.digest()).flip();
  }

  /** Returns the counts so far with the digest of their trailer. */
  FrameTotals totals() {
    byte[] digest = new byte[FrameDescriptor.DIGEST_BYTES];
    trailer().get(FrameDescriptor.SECTION_DIGEST, digest);
    String source = rowsDigest == null ? header.sourceDigest() : Sha256.hex(rowsDigest);
    return new FrameTotals(batches, rows, rejected, ciphertexts, Sha256.hex(digest), source);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
