package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.threshold.Dealing;
import io.blindsum.paillier.threshold.KeyShare;
import io.blindsum.protection.SealPublicKey;
import io.blindsum.text.ByteOrderMark;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys in every format of {@link KeyFormat}, found out from the text, and writes them.
 *
 * <p>Every failure is a {@link KeyFileException} of one line.
 */
public final class KeyFiles {
  /** The ending of our public key files. */
  public static final String PUBLIC_SUFFIX = ".pub";

  /** The ending of our private key files. */
  public static final String PRIVATE_SUFFIX = ".key";

  private static final String PUBLIC_FIX =
      "make a key with blindsum keygen; --insecure-test-key admits small and published ones";
  private static final String PRIVATE_FIX = "check the passphrase, or restore the file";
  private static final String SEED_FIELD = "paillier-pubkey";

  private KeyFiles() {}

  /**
   * Reads a public key from a file. A private one is refused, whoever may read it: its place is not
   * among those that go to others.
   *
   * @param gate decides on the key
   */
  public static StoredPublicKey readPublic(Path file, KeyGate gate) {
    String name = CheckedFiles.name(file);
    String text = text(name, CheckedFiles.readPublic(file));
    if (text.contains(KeyFile.PRIVATE_FORMAT)) {
      throw new KeyFileException(
          "a private key where a public one is expected",
          name,
          "name the file that ends with " + PUBLIC_SUFFIX + "; this one opens every result");
    }
    return parsePublic(name, text, gate);
  }

  /**
   * Reads a public key from a file, which may be one of our private ones: then its public half.
   *
   * @param gate decides on the key
   */
  public static StoredPublicKey readPublicHalf(Path file, KeyGate gate) {
    String name = CheckedFiles.name(file);
    return parsePublic(name, text(name, CheckedFiles.readPublic(file)), gate);
  }

  /**
   * Reads a public key from a text.
   *
   * @param name tells people where the text is from
   * @param gate decides on the key
   */
  public static StoredPublicKey parsePublic(String name, String text, KeyGate gate) {
    try {
      return parsePublic(text, gate);
    } catch (InvalidKeyException e) {
      throw new KeyFileException(messageOf(e), name, PUBLIC_FIX);
    }
  }

  /**
   * Reads a private key from a file that only the user of this process may have access to: a
   * regular file of his own, mode 0600 or stricter.
   *
   * @param passphrase asked only for an encrypted key; its array is wiped
   */
  public static StoredPrivateKey readPrivate(Path file, Supplier<char[]> passphrase) {
    String name = CheckedFiles.name(file);
    if (name.endsWith(PUBLIC_SUFFIX)) {
      throw new KeyFileException(
          "a public key", name, "name the private key, which ends with " + PRIVATE_SUFFIX);
    }
    byte[] bytes = CheckedFiles.readPrivate(file);
    try {
      return parsePrivate(name, text(name, bytes), passphrase);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Reads a private key from a text.
   *
   * @param name tells people where the text is from
   * @param passphrase asked only for an encrypted key; its array is wiped
   */
  public static StoredPrivateKey parsePrivate(
      String name, String text, Supplier<char[]> passphrase) {
    try {
      return parsePrivate(text, passphrase);
    } catch (InvalidKeyException e) {
      throw new KeyFileException(messageOf(e), name, PRIVATE_FIX);
    }
  }

  /**
   * Writes a new key pair as {@code STUDY.key} (mode 0600) and {@code STUDY.pub} into a folder,
   * which is made (mode 0700) if there is none. Overwrites nothing.
   *
   * @param study its name, as {@link io.blindsum.text.Names} has it
   * @param passphrase encrypts the private key, and is wiped; null leaves it in clear
   * @param certificate goes into the public file
   */
  public static void writePair(
      Path folder,
      String study,
      PaillierPrivateKey key,
      char @Nullable [] passphrase,
      Instant created,
      @Nullable KeyCertificate certificate) {
    try {
      KeyHeader header = header(study, key.publicKey(), created);
      requireNotEmpty(passphrase, study);
      Path privateFile = folder.resolve(study + PRIVATE_SUFFIX);
      Path publicFile = folder.resolve(study + PUBLIC_SUFFIX);
      CheckedFiles.createDirectory(folder);
      requireNoPair(folder, study);
      writePrivate(privateFile, KeyFile.writePrivate(header, key, passphrase));
      writePublic(publicFile, KeyFile.writePublic(header, certificate, null));
    } finally {
      if (passphrase != null) {
        Arrays.fill(passphrase, '\0');
      }
    }
  }

  /** Refuses a folder that has a key of a study already. */
  public static void requireNoPair(Path folder, String study) {
    CheckedFiles.requireAbsent(folder.resolve(study + PRIVATE_SUFFIX));
    CheckedFiles.requireAbsent(folder.resolve(study + PUBLIC_SUFFIX));
  }

  /**
   * Writes a public key as {@code STUDY.pub} into a folder, which is made if there is none.
   * Overwrites nothing.
   *
   * @param study as for {@link #writePair}
   * @param certificate goes into the file
   */
  public static void writePublic(
      Path folder,
      String study,
      PaillierPublicKey key,
      Instant created,
      @Nullable KeyCertificate certificate) {
    KeyHeader header = header(study, key, created);
    CheckedFiles.createDirectory(folder);
    writePublic(
        folder.resolve(study + PUBLIC_SUFFIX), KeyFile.writePublic(header, certificate, null));
  }

  /**
   * Writes a dealing: the public key as {@code STUDY.pub}, and each share sealed to its holder as
   * {@code STUDY-HOLDER.share} (mode 0600). Overwrites nothing.
   *
   * @param study as for {@link #writePair}
   * @param holders the sealing keys by the holders' names, in the order of their indices
   * @param certificate goes into the public file
   */
  public static void writeDealing(
      Path folder,
      String study,
      Dealing dealing,
      Map<String, SealPublicKey> holders,
      Instant created,
      KeyCertificate certificate) {
    KeyHeader header = header(study, dealing.key().publicKey(), created);
    StoredThreshold threshold = StoredThreshold.of(dealing.key(), List.copyOf(holders.keySet()));
    CheckedFiles.createDirectory(folder);
    requireNoDealing(folder, study, holders.keySet());
    List<SealPublicKey> recipients = List.copyOf(holders.values());
    for (KeyShare share : dealing.shares()) {
      SealPublicKey recipient = recipients.get(share.holder() - 1);
      String text = ShareFile.write(header, threshold, share, recipient);
      writePrivate(folder.resolve(ShareFile.name(study, threshold.holder(share.holder()))), text);
    }
    writePublic(
        folder.resolve(study + PUBLIC_SUFFIX), KeyFile.writePublic(header, certificate, threshold));
  }

  /**
   * Refuses to deal where a file of a dealing stands already: before a key is made for nothing.
   *
   * @throws KeyFileException if there is one
   */
  public static void requireNoDealing(Path folder, String study, Set<String> holders) {
    CheckedFiles.requireAbsent(folder.resolve(study + PUBLIC_SUFFIX));
    for (String holder : holders) {
      CheckedFiles.requireAbsent(folder.resolve(ShareFile.name(study, holder)));
    }
  }

  /**
   * Writes a public key for other programs, mode 0644. Overwrites nothing.
   *
   * @param format {@link KeyFormat#SEED} or {@link KeyFormat#JWK}
   */
  public static void exportPublic(Path file, PaillierPublicKey key, KeyFormat format) {
    writePublic(
        file,
        switch (format) {
          case SEED -> SeedKeyFormat.write(key);
          case JWK -> JwkKeyFormat.write(key);
          case BLINDSUM -> throw noExport(format);
        });
  }

  /**
   * Writes a private key for other programs, in clear, mode 0600. Overwrites nothing.
   *
   * @param format {@link KeyFormat#SEED} or {@link KeyFormat#JWK}
   */
  public static void exportPrivate(Path file, PaillierPrivateKey key, KeyFormat format) {
    writePrivate(
        file,
        switch (format) {
          case SEED -> SeedKeyFormat.write(key);
          case JWK -> JwkKeyFormat.write(key);
          case BLINDSUM -> throw noExport(format);
        });
  }

  private static StoredPublicKey parsePublic(String text, KeyGate gate) {
    if (!isJson(text)) {
      PaillierPublicKey key = SeedKeyFormat.readPublic(SEED_FIELD, withoutLineEnd(text), gate);
      return new StoredPublicKey(key, KeyFormat.SEED, null, null, null, null);
    }
    StrictJson file = StrictJson.parse("key", text);
    if (KeyFile.isOurs(file)) {
      return KeyFile.readPublic(file, gate);
    }
    if (JwkKeyFormat.isPrivate(file)) {
      throw new InvalidKeyException("key: a private key where a public one is expected");
    }
    return new StoredPublicKey(
        JwkKeyFormat.readPublic(file, gate), KeyFormat.JWK, null, null, null, null);
  }

  private static StoredPrivateKey parsePrivate(String text, Supplier<char[]> passphrase) {
    if (!isJson(text)) {
      PaillierPrivateKey key = SeedKeyFormat.readPrivate("key", withoutLineEnd(text));
      return new StoredPrivateKey(key, KeyFormat.SEED, null, null, false);
    }
    StrictJson file = StrictJson.parse("key", text);
    return KeyFile.isOurs(file)
        ? KeyFile.readPrivate(file, passphrase)
        : new StoredPrivateKey(JwkKeyFormat.readPrivate(file), KeyFormat.JWK, null, null, false);
  }

  private static KeyHeader header(String study, PaillierPublicKey key, Instant created) {
    try {
      return new KeyHeader(study, key, created);
    } catch (InvalidKeyException e) {
      throw new KeyFileException(messageOf(e), "new key", "choose another name for the study");
    }
  }

  private static void requireNotEmpty(char @Nullable [] passphrase, String study) {
    if (passphrase != null && passphrase.length == 0) {
      throw new KeyFileException(
          "an empty passphrase", study + PRIVATE_SUFFIX, "choose one, or pass --no-passphrase");
    }
  }

  private static void writePublic(Path file, String text) {
    CheckedFiles.writeNew(file, text.getBytes(StandardCharsets.UTF_8), CheckedFiles.PUBLIC_MODE);
  }

  private static void writePrivate(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      CheckedFiles.writeNew(file, bytes, CheckedFiles.PRIVATE_MODE);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static String text(String name, byte[] bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return ByteOrderMark.strip(text.toString());
    } catch (CharacterCodingException e) {
      throw new KeyFileException("not a key: not UTF-8", name, "name a key file");
    }
  }

  private static boolean isJson(String text) {
    return text.startsWith("{");
  }

  private static String withoutLineEnd(String text) {
    return text.replaceFirst("[\\r\\n]+$", "");
  }

  private static String messageOf(InvalidKeyException e) {
    return String.valueOf(e.getMessage());
  }

  private static IllegalArgumentException noExport(KeyFormat format) {
    return new IllegalArgumentException(format + " is not for other programs");
  }
}
