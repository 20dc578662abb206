package io.blindsum.frame;

/**
 * Every number of the format, version 1: magics, offsets, sizes and limits in bytes. All integers
 * are unsigned and big-endian.
 *
 * <p>The limits are what a reader believes of a stranger's frame; see docs/format.md.
 */
public final class FrameDescriptor {
  /** The version that this program writes, and the only one it reads. */
  public static final int VERSION = 1;

  /** Header, batches and trailer start at multiples of this, and so does each body. */
  public static final int ALIGNMENT = 64;

  /** The bytes of a SHA-256 digest. */
  public static final int DIGEST_BYTES = 32;

  /** The bytes of a stream id. */
  public static final int STREAM_ID_BYTES = 16;

  // header: the prefix tells how much to read
  static final long HEADER_MAGIC = 0x424c494e4453554dL; // "BLINDSUM"
  static final int HEADER_VERSION = 8;
  static final int HEADER_KIND = 10;
  static final int HEADER_BODY_FORM = 11;
  static final int HEADER_LENGTH = 12;
  static final int HEADER_PREFIX_BYTES = 16;
  static final int HEADER_STREAM_ID = 16;
  static final int HEADER_FINGERPRINT = 32;
  static final int HEADER_SOURCE = 64;
  static final int HEADER_PROTECTION = 96;
  static final int HEADER_FLAGS = 97;
  static final int HEADER_RESERVED = 98;
  static final int HEADER_POSITIONS = 100;
  static final int HEADER_MAX_ROWS = 104;
  static final int HEADER_FIELDS = 112;

  static final int BODY_FORM_BIG_ENDIAN = 0;
  static final int FLAG_SMALL_KEY = 1;
  static final int FLAG_WEIGHTED = 2;
  static final int FLAG_QUERY = 4;
  static final int FLAG_ROWS_DIGEST = 8;

  // batch header, digest of the rows and trailer share their size and the place of their digest
  static final int SECTION_BYTES = 64;
  static final int SECTION_DIGEST = 32;

  static final int BATCH_MAGIC = 0x42544348; // "BTCH"
  static final int BATCH_INDEX = 4;
  static final int BATCH_ROWS = 8;
  static final int BATCH_REJECTED = 16;
  static final int BATCH_COUNT = 24;
  static final int BATCH_RESERVED = 28;

  static final int ROWS_MAGIC = 0x524f5753; // "ROWS"

  static final int TRAILER_MAGIC = 0x54524c52; // "TRLR"
  static final int TRAILER_BATCHES = 4;
  static final int TRAILER_ROWS = 8;
  static final int TRAILER_REJECTED = 16;
  static final int TRAILER_CIPHERTEXTS = 24;

  /** A manifest entry without the bytes of its site. */
  static final int MANIFEST_ENTRY_BYTES =
      STREAM_ID_BYTES + 2 * DIGEST_BYTES + 3 * Long.BYTES + 2 * Integer.BYTES;

  /** The field of a weighted result's header that others have not got. */
  static final int WEIGHTS_BYTES = DIGEST_BYTES + 2 * Long.BYTES;

  /** The last field of the header of a frame that answers a question. */
  static final int QUERY_BYTES = DIGEST_BYTES + Integer.BYTES;

  /** The same field where the rule has more than a least count. */
  static final int LONG_QUERY_BYTES = QUERY_BYTES + 3 * Integer.BYTES;

  /** The largest header: room for the manifest of some 30,000 streams. */
  public static final int MAX_HEADER_BYTES = 1 << 22;

  /** The largest body of one batch. */
  public static final int MAX_BODY_BYTES = 1 << 28;

  /** The largest layout text, in bytes of UTF-8. */
  public static final int MAX_LAYOUT_BYTES = 1 << 16;

  /** The largest study, site, blinding or creator text, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 1 << 10;

  static final int MAX_MODULUS_BYTES = 1 << 10;

  private FrameDescriptor() {}

  /** Returns how many zeros follow {@code length} bytes up to the next aligned offset. */
  static int padding(int length) {
    return -length & (ALIGNMENT - 1);
  }
}
