package io.blindsum.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.blindsum.messages.JobException;
import io.blindsum.service.StateFolder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site keeps of a plan's rows: readable for that plan alone, and only as it was written. */
class SpoolCipherTest {
  private static final String PLAN = "0a".repeat(32);
  private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final byte[] PLAIN = "age 54, sbp 131".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private StateFolder state;
  private byte[] sealed;

  @BeforeEach
  void seal() throws Exception {
    state = SiteSecret.openFolder(folder);
    ByteBuffer to = ByteBuffer.allocate(PLAIN.length + SpoolCipher.TAG_BYTES);
    try (SpoolCipher cipher = new SpoolCipher(state, SALT, PLAN)) {
      cipher.seal(3, ByteBuffer.wrap(PLAIN), to);
    }
    sealed = to.array();
  }

  @Test
  void opensWhatItSealed() {
    assertThat(open(SALT, PLAN, 3, sealed)).isEqualTo(PLAIN);
  }

  /** AES-GCM by itself: the segment is the nonce's beginning, the plan the associated data. */
  @Test
  void bindsEachSegmentToItsNumberAndItsPlan() throws GeneralSecurityException {
    assertThat(decrypt(3, PLAN)).isEqualTo(PLAIN);
    assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> decrypt(4, PLAN));
    assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> decrypt(3, ""));
  }

  @Test
  void refusesWhatWasAlteredOrStandsElsewhere() {
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      refuses(SALT, PLAN, 3, altered);
    }
    refuses(SALT, PLAN, 2, sealed);
    refuses(SALT, "0b".repeat(32), 3, sealed);
    byte[] otherSalt = SALT.clone();
    otherSalt[0]++;
    refuses(otherSalt, PLAN, 3, sealed);
  }

  private void refuses(byte[] salt, String plan, int segment, byte[] bytes) {
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> open(salt, plan, segment, bytes))
        .withMessage("plan: its data at the site was altered; plan again");
  }

  private byte[] open(byte[] salt, String plan, int segment, byte[] bytes) {
    ByteBuffer plain = ByteBuffer.allocate(PLAIN.length);
    try (SpoolCipher cipher = new SpoolCipher(state, salt, plan)) {
      cipher.open(segment, ByteBuffer.wrap(bytes), plain);
    }
    return plain.array();
  }

  private byte[] decrypt(int segment, String associated) throws GeneralSecurityException {
    byte[] key = SiteSecret.deriveKey(state, SALT, "blindsum spool 1", PLAN);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = ByteBuffer.allocate(12).putInt(segment).array();
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
    return cipher.doFinal(sealed);
  }
}
