package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a lock kept, to be wiped by who reads it. */
final class OpenedLock {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final byte[] secret;
  private final boolean damagedPassphrase;

  /** Takes a secret that needed no lock, or that one of its passphrases opened. */
  OpenedLock(byte[] secret, boolean damagedPassphrase) {
    this.secret = secret;
    this.damagedPassphrase = damagedPassphrase;
  }

  /**
   * Opens a lock by a passphrase, or by what an earlier version read of it.
   *
   * @throws InvalidKeyException if none of them is right
   */
  static OpenedLock open(KeyLock lock, char[] passphrase, byte[] header, byte[] locked) {
    try {
      return new OpenedLock(lock.open(passphrase, header, locked), false);
    } catch (InvalidKeyException wrong) {
      for (char[] earlier : earlierReadings(passphrase)) {
        try {
          return new OpenedLock(lock.open(earlier, header, locked), true);
        } catch (InvalidKeyException e) {
          // the next one
        } finally {
          Arrays.fill(earlier, '\0');
        }
      }
      throw wrong;
    }
  }

  /**
   * Returns what versions before UTF-8 was asked for made of a passphrase: in the C locale every
   * byte above 127 was U+FFFD, so that many passphrases were one; in a locale of Latin letters each
   * byte was a letter; and the byte order mark of a passphrase file was a part of it.
   */
  private static List<char[]> earlierReadings(char[] passphrase) {
    List<char[]> readings = new ArrayList<>();
    if (CharBuffer.wrap(passphrase).chars().anyMatch(c -> c > 0x7f)) {
      byte[] bytes = KeyLock.utf8(passphrase);
      readings.add(decode(StandardCharsets.US_ASCII, bytes));
      readings.add(decode(StandardCharsets.ISO_8859_1, bytes));
      Arrays.fill(bytes, (byte) 0);
    }
    char[] marked = new char[passphrase.length + 1];
    marked[0] = BYTE_ORDER_MARK;
    System.arraycopy(passphrase, 0, marked, 1, passphrase.length);
    readings.add(marked);
    return readings;
  }

  private static char[] decode(Charset charset, byte[] bytes) {
    CharBuffer decoded = charset.decode(ByteBuffer.wrap(bytes));
    char[] exact = new char[decoded.remaining()];
    decoded.get(exact);
    Arrays.fill(decoded.array(), '\0');
    return exact;
  }

  /** Returns the secret itself, not a copy. */
  byte[] secret() {
    return secret;
  }

  /** Tells whether an earlier version had read something else in place of the passphrase. */
  boolean damagedPassphrase() {
    return damagedPassphrase;
  }

  void wipe() {
    Arrays.fill(secret, (byte) 0);
  }
}
