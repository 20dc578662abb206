package io.blindsum.frame;

import io.blindsum.paillier.PaillierException;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Turns a header into its one canonical form and back; refuses every other form. */
final class HeaderCodec {
  private static final HexFormat HEX = HexFormat.of();

  private HeaderCodec() {}

  /**
   * Returns the header's bytes, digest and padding included.
   *
   * @throws IllegalArgumentException if they are too many
   */
  static byte[] encode(FrameHeader header) {
    List<byte[]> fields = fields(header);
    long length = FrameDescriptor.HEADER_FIELDS + FrameDescriptor.DIGEST_BYTES;
    for (byte[] field : fields) {
      length += Integer.BYTES + field.length;
    }
    if (length > FrameDescriptor.MAX_HEADER_BYTES) {
      throw new IllegalArgumentException("header is too long: the manifest names too many streams");
    }
    int padded = (int) length + FrameDescriptor.padding((int) length);
    ByteBuffer bytes = ByteBuffer.allocate(padded);
    putFixed(header, bytes);
    fields.forEach(field -> bytes.putInt(field.length).put(field));
    bytes.put(digestAt(padded), digest(bytes.array()));
    return bytes.array();
  }

  /** Returns the digest that ends a header's bytes. */
  static byte[] digestOf(byte[] encoded) {
    return Arrays.copyOfRange(encoded, digestAt(encoded.length), encoded.length);
  }

  /**
   * Reads how long a header is from its first {@link FrameDescriptor#HEADER_PREFIX_BYTES}.
   *
   * @throws CorruptFrameException if this is no header, of another version or of no possible length
   */
  static int length(ByteBuffer prefix, String frame) {
    if (prefix.getLong(0) != FrameDescriptor.HEADER_MAGIC) {
      throw new CorruptFrameException(
          frame, "not a BlindSum frame; blindsum encrypt makes one of a cohort");
    }
    int version = prefix.getShort(FrameDescriptor.HEADER_VERSION) & 0xffff;
    if (version != FrameDescriptor.VERSION) {
      throw new CorruptFrameException(
          frame,
          "format version " + version + "; this program reads version " + FrameDescriptor.VERSION);
    }
    long length = Integer.toUnsignedLong(prefix.getInt(FrameDescriptor.HEADER_LENGTH));
    boolean possible =
        length >= FrameDescriptor.HEADER_FIELDS + FrameDescriptor.DIGEST_BYTES
            && length <= FrameDescriptor.MAX_HEADER_BYTES
            && length % FrameDescriptor.ALIGNMENT == 0;
    if (!possible) {
      throw new CorruptFrameException(frame, "a header of " + length + " bytes is not possible");
    }
    return (int) length;
  }

  /**
   * Reads a whole header whose prefix is checked.
   *
   * @throws CorruptFrameException if its digest differs or any field is not canonical
   */
  static FrameHeader decode(byte[] encoded, String frame) {
    if (!Arrays.equals(digest(encoded), digestOf(encoded))) {
      throw CorruptFrameException.digest(frame, "the header");
    }
    FrameHeader header;
    try {
      header = read(ByteBuffer.wrap(encoded, 0, digestAt(encoded.length)));
    } catch (IllegalArgumentException | PaillierException e) {
      throw new CorruptFrameException(frame, "bad header: " + e.getMessage(), e);
    }
    if (!Arrays.equals(encode(header), encoded)) {
      throw new CorruptFrameException(frame, "bad header: not in canonical form");
    }
    return header;
  }

  private static void putFixed(FrameHeader header, ByteBuffer bytes) {
    bytes
        .putLong(FrameDescriptor.HEADER_MAGIC)
        .putShort((short) FrameDescriptor.VERSION)
        .put((byte) header.kind().code())
        .put((byte) FrameDescriptor.BODY_FORM_BIG_ENDIAN)
        .putInt(bytes.capacity())
        .put(HEX.parseHex(header.streamId()))
        .put(HEX.parseHex(header.key().fingerprint()))
        .put(HEX.parseHex(header.sourceDigest()))
        .put((byte) header.protection().code())
        .put((byte) flags(header))
        .putShort((short) 0)
        .putInt(header.positions())
        .putLong(header.maxRows());
  }

  private static int flags(FrameHeader header) {
    return (header.smallKey() ? FrameDescriptor.FLAG_SMALL_KEY : 0)
        | (header.weights() != null ? FrameDescriptor.FLAG_WEIGHTED : 0)
        | (header.question() != null ? FrameDescriptor.FLAG_QUERY : 0)
        | (header.rowsDigest() ? FrameDescriptor.FLAG_ROWS_DIGEST : 0);
  }

  private static List<byte[]> fields(FrameHeader header) {
    byte[] modulus = new byte[header.key().plaintextBytes()];
    byte[] signed = header.key().modulus().toByteArray();
    System.arraycopy(signed, signed.length - modulus.length, modulus, 0, modulus.length);
    List<byte[]> fields = new ArrayList<>();
    fields.add(modulus);
    fields.add(HeaderText.encode(header.study(), "study"));
    fields.add(HeaderText.encode(header.site(), "site"));
    fields.add(HeaderText.encode(header.layout(), "layout"));
    fields.add(HeaderText.encode(header.blinding(), "blinding"));
    fields.add(HeaderText.encode(header.creator(), "creator"));
    fields.add(encodeManifest(header.manifest()));
    if (header.weights() != null) {
      fields.add(encodeWeights(header.weights()));
    }
    if (header.question() != null) {
      fields.add(encodeQuestion(header.question()));
    }
    return fields;
  }

  private static byte[] encodeWeights(WeightTotals weights) {
    return ByteBuffer.allocate(FrameDescriptor.WEIGHTS_BYTES)
        .put(HEX.parseHex(weights.digest()))
        .putLong(weights.positive())
        .putLong(weights.negative())
        .array();
  }

  private static byte[] encodeQuestion(FrameQuestion question) {
    ReleaseRule rule = question.rule();
    boolean few = rule.equals(ReleaseRule.of(rule.minCell()));
    ByteBuffer bytes =
        ByteBuffer.allocate(few ? FrameDescriptor.QUERY_BYTES : FrameDescriptor.LONG_QUERY_BYTES)
            .put(HEX.parseHex(question.hash()))
            .putInt(rule.minCell());
    if (!few) {
      bytes
          .putInt(rule.rounding())
          .putInt(rule.rowsPerParameter())
          .putInt(rule.hideZeros() ? 1 : 0);
    }
    return bytes.array();
  }

  private static byte[] encodeManifest(Manifest manifest) {
    List<byte[]> sites = new ArrayList<>();
    long length = Integer.BYTES;
    for (SummedStream stream : manifest.streams()) {
      byte[] site = HeaderText.encode(stream.site(), "site");
      sites.add(site);
      length += FrameDescriptor.MANIFEST_ENTRY_BYTES + site.length;
    }
    if (length > FrameDescriptor.MAX_HEADER_BYTES) {
      throw new IllegalArgumentException("the manifest names too many streams");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).putInt(sites.size());
    for (int i = 0; i < sites.size(); i++) {
      putStream(manifest.streams().get(i), sites.get(i), bytes);
    }
    return bytes.array();
  }

  private static void putStream(SummedStream stream, byte[] site, ByteBuffer bytes) {
    bytes
        .put(HEX.parseHex(stream.streamId()))
        .put(HEX.parseHex(stream.digest()))
        .put(HEX.parseHex(stream.sourceDigest()))
        .putLong(stream.rows())
        .putLong(stream.rejected())
        .putLong(stream.ciphertexts())
        .putInt(stream.batches())
        .putInt(site.length)
        .put(site);
  }

  private static FrameHeader read(ByteBuffer bytes) {
    HeaderFields fields = new HeaderFields(bytes.slice(0, bytes.limit()));
    fields.skip(FrameDescriptor.HEADER_KIND);
    FrameKind kind = FrameKind.of(fields.unsignedByte());
    int bodyForm = fields.unsignedByte();
    if (bodyForm != FrameDescriptor.BODY_FORM_BIG_ENDIAN) {
      throw new IllegalArgumentException("body form " + bodyForm + " is unknown to this program");
    }
    fields.skip(Integer.BYTES);
    String streamId = fields.hex(FrameDescriptor.STREAM_ID_BYTES);
    String fingerprint = fields.hex(FrameDescriptor.DIGEST_BYTES);
    String source = fields.hex(FrameDescriptor.DIGEST_BYTES);
    Protection protection = Protection.of(fields.unsignedByte());
    // the other flags and reserved bytes have one canonical value, which decode() compares
    int flags = fields.unsignedByte();
    boolean weighted = (flags & FrameDescriptor.FLAG_WEIGHTED) != 0;
    boolean asked = (flags & FrameDescriptor.FLAG_QUERY) != 0;
    fields.skip(FrameDescriptor.HEADER_POSITIONS - FrameDescriptor.HEADER_RESERVED);
    int positions = fields.count("positions");
    long maxRows = fields.count64("max rows");
    byte[] modulus = fields.field(FrameDescriptor.MAX_MODULUS_BYTES, "modulus");
    PaillierPublicKey key = PaillierPublicKey.of(new BigInteger(1, modulus));
    if (!key.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException("the fingerprint is not that of the modulus");
    }
    return new FrameHeader(
        kind,
        streamId,
        key,
        source,
        protection,
        fields.text(FrameDescriptor.MAX_NAME_BYTES, "study"),
        fields.text(FrameDescriptor.MAX_NAME_BYTES, "site"),
        fields.text(FrameDescriptor.MAX_LAYOUT_BYTES, "layout"),
        positions,
        maxRows,
        fields.text(FrameDescriptor.MAX_NAME_BYTES, "blinding"),
        fields.text(FrameDescriptor.MAX_NAME_BYTES, "creator"),
        readManifest(fields.field(FrameDescriptor.MAX_HEADER_BYTES, "manifest")),
        weighted ? readWeights(fields.field(FrameDescriptor.WEIGHTS_BYTES, "weights")) : null,
        asked ? readQuestion(fields.field(FrameDescriptor.LONG_QUERY_BYTES, "query")) : null,
        (flags & FrameDescriptor.FLAG_ROWS_DIGEST) != 0);
  }

  private static WeightTotals readWeights(byte[] bytes) {
    HeaderFields fields = new HeaderFields(ByteBuffer.wrap(bytes));
    String digest = fields.hex(FrameDescriptor.DIGEST_BYTES);
    return new WeightTotals(digest, fields.count64("weights"), fields.count64("weights"));
  }

  private static FrameQuestion readQuestion(byte[] bytes) {
    HeaderFields fields = new HeaderFields(ByteBuffer.wrap(bytes));
    String hash = fields.hex(FrameDescriptor.DIGEST_BYTES);
    int minCell = fields.count("least count");
    if (bytes.length == FrameDescriptor.QUERY_BYTES) {
      return new FrameQuestion(hash, ReleaseRule.of(minCell));
    }
    int rounding = fields.count("base of rounding");
    int rows = fields.count("rows for each parameter");
    boolean hideZeros = fields.count("hidden zeros") == 1;
    return new FrameQuestion(hash, new ReleaseRule(minCell, rounding, rows, hideZeros));
  }

  private static Manifest readManifest(byte[] bytes) {
    HeaderFields fields = new HeaderFields(ByteBuffer.wrap(bytes));
    int count = fields.count("streams");
    List<SummedStream> streams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      streams.add(readStream(fields));
    }
    return new Manifest(streams);
  }

  private static SummedStream readStream(HeaderFields fields) {
    String streamId = fields.hex(FrameDescriptor.STREAM_ID_BYTES);
    String digest = fields.hex(FrameDescriptor.DIGEST_BYTES);
    String source = fields.hex(FrameDescriptor.DIGEST_BYTES);
    long rows = fields.count64("rows");
    long rejected = fields.count64("rejected");
    long ciphertexts = fields.count64("ciphertexts");
    int batches = fields.count("batches");
    String site = fields.text(FrameDescriptor.MAX_NAME_BYTES, "site");
    return new SummedStream(streamId, digest, source, site, rows, rejected, ciphertexts, batches);
  }

  private static int digestAt(int headerBytes) {
    return headerBytes - FrameDescriptor.DIGEST_BYTES;
  }

  private static byte[] digest(byte[] encoded) {
    MessageDigest sha256 = Sha256.open();
    sha256.update(encoded, 0, digestAt(encoded.length));
    return sha256.digest();
  }
}
