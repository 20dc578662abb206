package io.blindsum.protection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hybrid public key encryption in base mode, one message a key (RFC 9180, section 6.1), with
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-GCM. Names are those of the standard.
 */
final class Hpke {
  /** The bytes of an encapsulated key, which a sealed message opens with. */
  static final int ENC_BYTES = SealPublicKey.BYTES;

  /** The bytes of the tag, which a sealed message ends with. */
  static final int TAG_BYTES = 16;

  /** The suite of the seals. */
  static final Hpke AES_256_GCM = new Hpke(2, 32);

  private static final byte[] VERSION = "HPKE-v1".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};
  private static final int KEM_ID = 0x0020;
  private static final int KDF_ID = 0x0001;
  private static final byte[] KEM_SUITE = concat("KEM".getBytes(US_ASCII), i2osp(KEM_ID));
  private static final byte MODE_BASE = 0;
  private static final int SECRET_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final byte[] suite;
  private final int keyBytes;

  /** Takes AES-GCM with a key of so many bytes, under its number in section 7.3. */
  Hpke(int aeadId, int keyBytes) {
    this.suite = concat("HPKE".getBytes(US_ASCII), i2osp(KEM_ID), i2osp(KDF_ID), i2osp(aeadId));
    this.keyBytes = keyBytes;
  }

  /**
   * Seals a message.
   *
   * @param ephemeral used for this message and never again
   * @return the encapsulated key, the ciphertext and its tag
   */
  byte[] seal(
      SealPrivateKey ephemeral,
      SealPublicKey recipient,
      byte[] info,
      byte[] aad,
      byte[] plaintext) {
    byte[] enc = ephemeral.publicKey().bytes();
    byte[] sharedSecret = extractAndExpand(ephemeral.agree(recipient), enc, recipient);
    return concat(enc, crypt(Cipher.ENCRYPT_MODE, sharedSecret, info, aad, plaintext));
  }

  /**
   * Opens a message.
   *
   * @throws SealException if it was not sealed to this key with this info and these data, or
   *     altered
   */
  byte[] open(SealPrivateKey recipient, byte[] info, byte[] aad, byte[] sealed) {
    if (sealed.length < ENC_BYTES + TAG_BYTES) {
      throw new SealException();
    }
    byte[] enc = Arrays.copyOf(sealed, ENC_BYTES);
    byte[] ciphertext = Arrays.copyOfRange(sealed, ENC_BYTES, sealed.length);
    return crypt(Cipher.DECRYPT_MODE, decapsulate(recipient, enc), info, aad, ciphertext);
  }

  /** Decap of section 4.1. */
  static byte[] decapsulate(SealPrivateKey recipient, byte[] enc) {
    SealPublicKey sender;
    try {
      sender = SealPublicKey.of(enc);
    } catch (IllegalArgumentException e) {
      throw new SealException();
    }
    return extractAndExpand(recipient.agree(sender), enc, recipient.publicKey());
  }

  private static byte[] extractAndExpand(byte[] dh, byte[] enc, SealPublicKey recipient) {
    byte[] kemContext = concat(enc, recipient.bytes());
    byte[] prk = labeledExtract(KEM_SUITE, NOTHING, "eae_prk", dh);
    try {
      return labeledExpand(KEM_SUITE, prk, "shared_secret", kemContext, SECRET_BYTES);
    } finally {
      Arrays.fill(dh, (byte) 0);
      Arrays.fill(prk, (byte) 0);
    }
  }

  /** KeySchedule of section 5.1 without a pre-shared key, and the message of sequence number 0. */
  private byte[] crypt(int mode, byte[] sharedSecret, byte[] info, byte[] aad, byte[] message) {
    byte[] pskIdHash = labeledExtract(suite, NOTHING, "psk_id_hash", NOTHING);
    byte[] infoHash = labeledExtract(suite, NOTHING, "info_hash", info);
    byte[] context = concat(new byte[] {MODE_BASE}, pskIdHash, infoHash);
    byte[] secret = labeledExtract(suite, sharedSecret, "secret", NOTHING);
    byte[] key = labeledExpand(suite, secret, "key", context, keyBytes);
    byte[] nonce = labeledExpand(suite, secret, "base_nonce", context, NONCE_BYTES);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      GCMParameterSpec parameters = new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce);
      cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
      cipher.updateAAD(aad);
      return cipher.doFinal(message);
    } catch (AEADBadTagException e) {
      throw new SealException();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    } finally {
      Arrays.fill(sharedSecret, (byte) 0);
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] labeledExtract(byte[] suite, byte[] salt, String label, byte[] ikm) {
    return Hkdf.extract(salt, concat(VERSION, suite, label.getBytes(US_ASCII), ikm));
  }

  private static byte[] labeledExpand(
      byte[] suite, byte[] prk, String label, byte[] info, int bytes) {
    return Hkdf.expand(
        prk, concat(i2osp(bytes), VERSION, suite, label.getBytes(US_ASCII), info), bytes);
  }

  private static byte[] i2osp(int number) {
    return new byte[] {(byte) (number >> Byte.SIZE), (byte) number};
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
