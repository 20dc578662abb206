package io.blindsum.frame;

import io.blindsum.paillier.Sha256;

/**
 * One stream of records that is part of a result.
 *
 * @param streamId 32 hex digits
 * @param digest the stream's {@link FrameTotals#digest}, which stands for all its bytes
 * @param sourceDigest of the data and options it was made from; {@link FrameHeader#NO_SOURCE} if
 *     unknown
 * @param site who made it; may be empty
 * @param rows the rows in it
 * @param rejected the rows left out of it
 * @param ciphertexts the ciphertexts in it
 * @param batches its batches
 */
public record SummedStream(
    String streamId,
    String digest,
    String sourceDigest,
    String site,
    long rows,
    long rejected,
    long ciphertexts,
    int batches) {

  public SummedStream {
    Sha256.requireHex(streamId, FrameDescriptor.STREAM_ID_BYTES, "stream id");
    Sha256.requireHex(digest, FrameDescriptor.DIGEST_BYTES, "digest");
    Sha256.requireHex(sourceDigest, FrameDescriptor.DIGEST_BYTES, "source digest");
    HeaderText.requireName(site, "site");
    if (rows < 0 || rejected < 0 || ciphertexts < 0 || batches < 0) {
      throw new IllegalArgumentException("negative count in a manifest entry");
    }
  }

  /** Returns the entry of a frame that was read to its end. */
  public static SummedStream of(FrameHeader header, FrameTotals totals) {
    return new SummedStream(
        header.streamId(),
        totals.digest(),
        totals.sourceDigest(),
        header.site(),
        totals.rows(),
        totals.rejected(),
        totals.ciphertexts(),
        totals.batches());
  }

  /** Returns the same stream, of which nobody knows whose rows it has. */
  SummedStream withoutSource() {
    return new SummedStream(
        streamId, digest, FrameHeader.NO_SOURCE, site, rows, rejected, ciphertexts, batches);
  }

  /** Tells whether both hold the same records: one stream, or one source of one site. */
  boolean sameRecords(SummedStream other) {
    boolean sameSource =
        !sourceDigest.equals(FrameHeader.NO_SOURCE)
            && sourceDigest.equals(other.sourceDigest)
            && site.equals(other.site);
    return streamId.equals(other.streamId) || sameSource;
  }
}
