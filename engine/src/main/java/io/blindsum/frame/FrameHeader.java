package io.blindsum.frame;

import io.blindsum.arith.OsRandom;
import io.blindsum.paillier.PaillierParameters;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What a frame says of itself before its first batch.
 *
 * @param kind records or totals
 * @param streamId random, 32 hex digits; kept when the writing is resumed
 * @param key the public key
 * @param sourceDigest 64 hex digits over what was encrypted and how, so that only the same run is
 *     resumed; {@link #NO_SOURCE} if unknown
 * @param protection what keeps single records from the key holder
 * @param study the study's name
 * @param site who encrypted; may be empty
 * @param layout the canonical text of what the plaintexts' slots mean; opaque here
 * @param positions how many ciphertexts make one total, at least 1
 * @param maxRows the rows that the layout has room for: no sum over more is made
 * @param blinding the method of blinding, for people
 * @param creator the program and backend, for people
 * @param manifest what was summed; empty for records
 * @param weights of a weighted sum; null for any other
 * @param question that the records answer; null if they were encrypted without one
 * @param rowsDigest whether a digest of the rows stands before the trailer: it is known only when
 *     all are encrypted, and takes the place of the source digest in manifests
 */
public record FrameHeader(
    FrameKind kind,
    String streamId,
    PaillierPublicKey key,
    String sourceDigest,
    Protection protection,
    String study,
    String site,
    String layout,
    int positions,
    long maxRows,
    String blinding,
    String creator,
    Manifest manifest,
    @Nullable WeightTotals weights,
    @Nullable FrameQuestion question,
    boolean rowsDigest) {

  /** The source digest of what has no identity, such as standard input. */
  public static final String NO_SOURCE = "0".repeat(2 * FrameDescriptor.DIGEST_BYTES);

  /**
   * Checks every field.
   *
   * @throws IllegalArgumentException naming the field that is too long, out of range or malformed
   */
  public FrameHeader {
    Sha256.requireHex(streamId, FrameDescriptor.STREAM_ID_BYTES, "stream id");
    Sha256.requireHex(sourceDigest, FrameDescriptor.DIGEST_BYTES, "source digest");
    HeaderText.requireName(study, "study");
    HeaderText.requireName(site, "site");
    HeaderText.requireName(blinding, "blinding");
    HeaderText.requireName(creator, "creator");
    HeaderText.requireLength(layout, FrameDescriptor.MAX_LAYOUT_BYTES, "layout");
    if (positions < 1 || positions > FrameDescriptor.MAX_BODY_BYTES / key.ciphertextBytes()) {
      throw new IllegalArgumentException(
          "positions: 1 to "
              + FrameDescriptor.MAX_BODY_BYTES / key.ciphertextBytes()
              + " expected, got "
              + positions);
    }
    if (maxRows < 1) {
      throw new IllegalArgumentException("max rows: at least 1 expected, got " + maxRows);
    }
    if (kind == FrameKind.RECORDS && !manifest.streams().isEmpty()) {
      throw new IllegalArgumentException("records have no manifest");
    }
    if (rowsDigest && kind != FrameKind.RECORDS) {
      throw new IllegalArgumentException("a digest of rows that are added up");
    }
    if (weights != null && (kind != FrameKind.RESULT || weights.magnitude() > maxRows)) {
      throw new IllegalArgumentException("weights of records, or more than max rows");
    }
    if (manifest.rows() > maxRows) {
      throw new IllegalArgumentException("manifest has more rows than max rows");
    }
  }

  /** Returns a builder for a frame of records, with a new stream id. */
  public static Builder records(PaillierPublicKey key) {
    return new Builder(FrameKind.RECORDS, key);
  }

  /** Returns a builder for a frame of totals, with a new stream id. */
  public static Builder result(PaillierPublicKey key, Manifest manifest) {
    return new Builder(FrameKind.RESULT, key).manifest(manifest);
  }

  /** Tells whether the key is too small to protect anything. */
  public boolean smallKey() {
    return PaillierParameters.isSmall(key);
  }

  /** Collects the fields; {@link FrameHeader} checks them. */
  public static final class Builder {
    private final FrameKind kind;
    private final PaillierPublicKey key;
    private String sourceDigest = NO_SOURCE;
    private Protection protection = Protection.PLAIN;
    private String study = "";
    private String site = "";
    private String layout = "";
    private int positions = 1;
    private long maxRows = 1;
    private String blinding = "";
    private String creator = "";
    private Manifest manifest = Manifest.empty();
    private @Nullable WeightTotals weights;
    private @Nullable FrameQuestion question;
    private boolean rowsDigest;

    private Builder(FrameKind kind, PaillierPublicKey key) {
      this.kind = kind;
      this.key = key;
    }

    public Builder sourceDigest(String hex) {
      this.sourceDigest = hex;
      return this;
    }

    public Builder protection(Protection value) {
      this.protection = value;
      return this;
    }

    public Builder study(String name) {
      this.study = name;
      return this;
    }

    public Builder site(String name) {
      this.site = name;
      return this;
    }

    public Builder layout(String canonicalText) {
      this.layout = canonicalText;
      return this;
    }

    public Builder positions(int count) {
      this.positions = count;
      return this;
    }

    public Builder maxRows(long rows) {
      this.maxRows = rows;
      return this;
    }

    public Builder blinding(String method) {
      this.blinding = method;
      return this;
    }

    public Builder creator(String programAndBackend) {
      this.creator = programAndBackend;
      return this;
    }

    private Builder manifest(Manifest summed) {
      this.manifest = summed;
      return this;
    }

    public Builder question(@Nullable FrameQuestion asked) {
      this.question = asked;
      return this;
    }

    /** Declares a digest of the rows, which {@link FrameWriter#finish(String)} then takes. */
    public Builder rowsDigest(boolean follows) {
      this.rowsDigest = follows;
      return this;
    }

    Builder weights(@Nullable WeightTotals totals) {
      this.weights = totals;
      return this;
    }

    /** Returns the header under a new random stream id. */
    public FrameHeader build() {
      String streamId = Sha256.hex(OsRandom.open().bytes(FrameDescriptor.STREAM_ID_BYTES));
      return new FrameHeader(
          kind,
          streamId,
          key,
          sourceDigest,
          protection,
          study,
          site,
          layout,
          positions,
          maxRows,
          blinding,
          creator,
          manifest,
          weights,
          question,
          rowsDigest);
    }
  }
}
