package io.blindsum.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.blindsum.protection.Hkdf;
import io.blindsum.protection.Seal;
import io.blindsum.protection.SealPrivateKey;
import io.blindsum.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

/** Seals and opens with the HPKE (RFC 9180) of Bouncy Castle at the other end. */
class SealPeerTest {
  private static final int HEAD_BYTES = 42;
  private static final int ENC_BYTES = 32;
  private static final byte[] INFO = Hkdf.info("blindsum seal 1", "batch", "r1");

  private final HPKE peer =
      new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  private final SealPrivateKey key = SealPrivateKey.generate();
  private final byte[] publicHalf = HexFormat.of().parseHex(key.publicKey().text());
  private final AsymmetricCipherKeyPair peerKey =
      peer.deserializePrivateKey(key.scalar(), publicHalf);

  @Test
  void thePeerOpensWhatWeSeal() throws InvalidCipherTextException {
    Random random = Seeds.random("SealPeerTest");
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      byte[] sealed = Seal.seal(key.publicKey(), bytes, "batch", "r1");
      byte[] head = Arrays.copyOf(sealed, HEAD_BYTES);
      byte[] enc = Arrays.copyOfRange(sealed, HEAD_BYTES, HEAD_BYTES + ENC_BYTES);
      byte[] ciphertext = Arrays.copyOfRange(sealed, HEAD_BYTES + ENC_BYTES, sealed.length);
      assertThat(peer.open(enc, peerKey, INFO, head, ciphertext, null, null, null))
          .isEqualTo(bytes);
    }
  }

  @Test
  void weOpenWhatThePeerSeals() throws InvalidCipherTextException {
    Random random = Seeds.random("SealPeerTest");
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(5_000)];
      random.nextBytes(bytes);
      byte[] head =
          ByteBuffer.allocate(HEAD_BYTES)
              .put("BLINDSEL".getBytes(StandardCharsets.US_ASCII))
              .putShort((short) 1)
              .put(publicHalf)
              .array();
      byte[][] made = peer.seal(peerKey.getPublic(), INFO, head, bytes, null, null, null);
      byte[] sealed =
          ByteBuffer.allocate(HEAD_BYTES + ENC_BYTES + made[0].length)
              .put(head)
              .put(made[1])
              .put(made[0])
              .array();
      assertThat(Seal.open(key, sealed, "batch", "r1")).isEqualTo(bytes);
    }
  }
}
