package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import tools.jackson.databind.node.ObjectNode;

/**
 * Locks a secret with a passphrase: a key by Argon2id (RFC 9106, section 4, the second recommended
 * choice: 64 MiB, three passes, four lanes), then AES-256-GCM.
 *
 * <p>The parameters stand in the file, so that later files may choose others, and are capped when
 * read, so that no file makes its reader run out of memory.
 */
final class KeyLock {
  private static final Set<String> MEMBERS =
      Set.of("memory-kib", "iterations", "parallelism", "salt", "nonce");
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BYTES = 32;
  private static final int TAG_BITS = 128;
  private static final int MAX_MEMORY_KIB = 256 << 10;
  private static final int MAX_ITERATIONS = 10;
  private static final int MAX_PARALLELISM = 16;
  private static final int MAX_UTF8_BYTES = 3;

  private final int memoryKib;
  private final int iterations;
  private final int parallelism;
  private final byte[] salt;
  private final byte[] nonce;

  private KeyLock(int memoryKib, int iterations, int parallelism, byte[] salt, byte[] nonce) {
    this.memoryKib = memoryKib;
    this.iterations = iterations;
    this.parallelism = parallelism;
    this.salt = salt;
    this.nonce = nonce;
  }

  /** Returns a lock of its own salt and nonce, to be closed once. */
  static KeyLock fresh() {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    return new KeyLock(64 << 10, 3, 4, salt, nonce);
  }

  static KeyLock read(StrictJson lock) {
    lock.requireOnly(MEMBERS);
    return new KeyLock(
        lock.integer("memory-kib", 8 << 10, MAX_MEMORY_KIB),
        lock.integer("iterations", 1, MAX_ITERATIONS),
        lock.integer("parallelism", 1, MAX_PARALLELISM),
        bytes(lock, "salt", SALT_BYTES),
        bytes(lock, "nonce", NONCE_BYTES));
  }

  ObjectNode write() {
    Base64.Encoder encoder = Base64.getEncoder();
    return StrictJson.newObject()
        .put("memory-kib", memoryKib)
        .put("iterations", iterations)
        .put("parallelism", parallelism)
        .put("salt", encoder.encodeToString(salt))
        .put("nonce", encoder.encodeToString(nonce));
  }

  /** Encrypts a secret, and binds {@code header} to it. */
  byte[] close(char[] passphrase, byte[] header, byte[] secret) {
    try {
      return crypt(Cipher.ENCRYPT_MODE, passphrase, header, secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /**
   * Decrypts a secret.
   *
   * @throws InvalidKeyException if the passphrase is wrong, or the secret or the header altered
   */
  byte[] open(char[] passphrase, byte[] header, byte[] locked) {
    try {
      return crypt(Cipher.DECRYPT_MODE, passphrase, header, locked);
    } catch (AEADBadTagException e) {
      throw new InvalidKeyException("wrong passphrase, or the file was altered");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  private byte[] crypt(int mode, char[] passphrase, byte[] header, byte[] input)
      throws GeneralSecurityException {
    byte[] key = deriveKey(passphrase);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(header);
      return cipher.doFinal(input);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] deriveKey(char[] passphrase) {
    byte[] password = utf8(passphrase);
    try {
      Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
      argon2.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memoryKib)
              .withIterations(iterations)
              .withParallelism(parallelism)
              .withSalt(salt)
              .build());
      byte[] key = new byte[KEY_BYTES];
      argon2.generateBytes(password, key);
      return key;
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  /** Encodes without a copy that nobody wipes. */
  static byte[] utf8(char[] passphrase) {
    byte[] buffer = new byte[MAX_UTF8_BYTES * passphrase.length];
    ByteBuffer encoded = ByteBuffer.wrap(buffer);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(passphrase), encoded, true);
    byte[] exact = Arrays.copyOf(buffer, encoded.position());
    Arrays.fill(buffer, (byte) 0);
    return exact;
  }

  /** Returns a member that is canonical base64 of so many bytes. */
  private static byte[] bytes(StrictJson object, String member, int length) {
    byte[] bytes = bytes(object, member);
    if (bytes.length != length) {
      throw object.fault(member, "not base64 of " + length + " bytes");
    }
    return bytes;
  }

  /** Returns a member that is canonical base64. */
  static byte[] bytes(StrictJson object, String member) {
    String text = object.string(member);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // its message tells a character of the text
    }
    throw object.fault(member, "not canonical base64");
  }
}
