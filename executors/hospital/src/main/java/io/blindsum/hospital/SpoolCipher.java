package io.blindsum.hospital;

import io.blindsum.messages.JobException;
import io.blindsum.service.StateFolder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the segments of one spool with AES-256-GCM, each bound to its plan and its place. The
 * key is derived for this spool alone, so the number of a segment is a nonce that is used once.
 */
final class SpoolCipher implements AutoCloseable {
  /** By how much a segment grows. */
  static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = 12;

  private final byte[] key;
  private final String plan;

  SpoolCipher(StateFolder state, byte[] salt, String plan) {
    this.key = SiteSecret.deriveKey(state, salt, "blindsum spool 1", plan);
    this.plan = plan;
  }

  void seal(int segment, ByteBuffer plain, ByteBuffer sealed) {
    try {
      crypt(Cipher.ENCRYPT_MODE, segment, plain, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * Decrypts a segment.
   *
   * @throws JobException if it is not what was written there
   */
  void open(int segment, ByteBuffer sealed, ByteBuffer plain) {
    try {
      crypt(Cipher.DECRYPT_MODE, segment, sealed, plain);
    } catch (AEADBadTagException e) {
      throw new JobException("plan: its data at the site was altered; plan again");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private void crypt(int mode, int segment, ByteBuffer from, ByteBuffer to)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(segment).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(plan.getBytes(StandardCharsets.UTF_8));
    cipher.doFinal(from, to);
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
