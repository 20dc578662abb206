package io.blindsum.blinding;

import io.blindsum.arith.BlockArray;
import io.blindsum.paillier.PaillierPublicKey;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The values of one file of a pool: a header in clear, and the values encrypted by AES-256-GCM
 * under a key that is used for this segment alone, with the header as associated data.
 *
 * @param segment a random name, 32 lowercase hex digits
 * @param fingerprint that of the public key
 * @param method the way that the values were made
 * @param bootId the boot of the machine that made them
 * @param count how many values
 * @param width the bytes of a value
 */
record PoolSegment(
    String segment, String fingerprint, String method, String bootId, int count, int width) {
  private static final int MAGIC = 0x42535031;
  private static final int TAG_BITS = 128;
  private static final int LARGEST_BYTES = 16 << 20;
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  static PoolSegment of(String segment, PaillierPublicKey key, String method, int count) {
    return new PoolSegment(
        segment, key.fingerprint(), method, thisBoot(), count, key.ciphertextBytes());
  }

  /** Returns the name of this boot of the machine. */
  static String thisBoot() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new PoolException(BOOT_ID + ": cannot be read; a pool on a disk needs Linux");
    }
  }

  /** Tells whether the values are for a key, made in a way, and of this boot. */
  boolean fits(PaillierPublicKey key, String wantedMethod) {
    return fingerprint.equals(key.fingerprint())
        && width == key.ciphertextBytes()
        && method.equals(wantedMethod)
        && bootId.equals(thisBoot());
  }

  /** Returns the bytes of the file. */
  ByteBuffer encrypt(byte[] key, BlockArray values) {
    byte[] header = header();
    ByteBuffer file =
        ByteBuffer.allocateDirect(header.length + count * width + TAG_BITS / Byte.SIZE);
    file.put(header);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, header).doFinal(values.bytes(), file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
    return file.flip();
  }

  /** Returns the values, off the heap; empty if the file was altered. */
  Optional<BlockArray> decrypt(byte[] key, ByteBuffer file) {
    byte[] header = header();
    int body = count * width + TAG_BITS / Byte.SIZE;
    if (file.remaining() != header.length + body) {
      return Optional.empty();
    }
    byte[] stored = new byte[header.length];
    file.get(stored);
    BlockArray values = BlockArray.allocate(count, width);
    try {
      cipher(Cipher.DECRYPT_MODE, key, header).doFinal(file, values.bytes());
      return Arrays.equals(stored, header) ? Optional.of(values) : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Reads a header, if it is one. */
  static Optional<PoolSegment> readHeader(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readInt() != MAGIC) {
        return Optional.empty();
      }
      PoolSegment header =
          new PoolSegment(
              in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readInt());
      long bytes = (long) header.count * header.width;
      boolean sound = header.count > 0 && header.width > 0 && bytes <= LARGEST_BYTES;
      return sound ? Optional.of(header) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private byte[] header() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeUTF(segment);
      out.writeUTF(fingerprint);
      out.writeUTF(method);
      out.writeUTF(bootId);
      out.writeInt(count);
      out.writeInt(width);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static Cipher cipher(int mode, byte[] key, byte[] header)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    // the key encrypts once, so that its only nonce may be fixed
    GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, new byte[12]);
    cipher.init(mode, new SecretKeySpec(key, "AES"), nonce);
    cipher.updateAAD(header);
    return cipher;
  }
}
