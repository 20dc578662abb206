package io.blindsum.protection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Seals bytes to the holder of one key, for one place: who has them elsewhere, or alters them,
 * cannot have them opened. HPKE (RFC 9180) does the work; docs/format.md has the bytes.
 */
public final class Seal {
  private static final long MAGIC = 0x424c494e4453454cL; // "BLINDSEL"
  private static final short VERSION = 1;
  private static final int HEAD_BYTES = Long.BYTES + Short.BYTES + SealPublicKey.BYTES;
  private static final String PURPOSE = "blindsum seal 1";

  private Seal() {}

  /**
   * Seals bytes.
   *
   * @param place what they are and where they belong; whoever opens them has to know it
   */
  public static byte[] seal(SealPublicKey recipient, byte[] bytes, String... place) {
    byte[] head =
        ByteBuffer.allocate(HEAD_BYTES)
            .putLong(MAGIC)
            .putShort(VERSION)
            .put(recipient.bytes())
            .array();
    byte[] sealed =
        Hpke.AES_256_GCM.seal(SealPrivateKey.generate(), recipient, info(place), head, bytes);
    return ByteBuffer.allocate(HEAD_BYTES + sealed.length).put(head).put(sealed).array();
  }

  /** Tells whether bytes are sealed, to whomever. */
  public static boolean isSealed(byte[] bytes) {
    return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == MAGIC;
  }

  /**
   * Returns to whom bytes are sealed, as they say.
   *
   * @throws SealException if they are not sealed in the version of this program
   */
  public static SealPublicKey recipient(byte[] sealed) {
    if (!isSealed(sealed)
        || sealed.length < HEAD_BYTES
        || ByteBuffer.wrap(sealed).getShort(Long.BYTES) != VERSION) {
      throw new SealException();
    }
    String text = HexFormat.of().formatHex(sealed, Long.BYTES + Short.BYTES, HEAD_BYTES);
    try {
      return new SealPublicKey(text);
    } catch (IllegalArgumentException e) {
      throw new SealException();
    }
  }

  /**
   * Opens bytes.
   *
   * @param place the one that they were sealed for
   * @throws SealException if they are not sealed to this key for this place, or altered
   */
  public static byte[] open(SealPrivateKey key, byte[] sealed, String... place) {
    if (!recipient(sealed).equals(key.publicKey())) {
      throw new SealException();
    }
    byte[] head = Arrays.copyOf(sealed, HEAD_BYTES);
    byte[] rest = Arrays.copyOfRange(sealed, HEAD_BYTES, sealed.length);
    return Hpke.AES_256_GCM.open(key, info(place), head, rest);
  }

  private static byte[] info(String... place) {
    String[] all = new String[place.length + 1];
    all[0] = PURPOSE;
    System.arraycopy(place, 0, all, 1, place.length);
    return Hkdf.info(all);
  }
}
