package io.blindsum.keys;

import io.blindsum.paillier.InvalidKeyException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPrivateKey;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our own key files, as text: one JSON object each.
 *
 * <p>A public file ({@code S.pub}) holds the members of {@link KeyHeader}, the key's {@code
 * certificate} if it has one, and {@code threshold} if holders share the key. A private one ({@code
 * S.key}) adds either {@code lock} and {@code locked-primes}, the primes encrypted by {@link
 * KeyLock} with the header as associated data, or, if no passphrase was wanted, {@code warning} and
 * {@code clear-primes}. The primes are {@code p} and {@code q}, big-endian, each as wide as {@code
 * n}.
 */
final class KeyFile {
  private static final String PUBLIC_FORMAT = "blindsum-public-key/1";
  static final String PRIVATE_FORMAT = "blindsum-private-key/1";
  private static final String CLEAR_WARNING =
      "NOT ENCRYPTED: whoever reads this file can decrypt every result of the study";

  private KeyFile() {}

  /** Tells whether a document is one of our files, of either kind. */
  static boolean isOurs(StrictJson file) {
    return file.has("format");
  }

  static boolean isPrivate(StrictJson file) {
    return file.string("format").equals(PRIVATE_FORMAT);
  }

  static String writePublic(
      KeyHeader header, @Nullable KeyCertificate certificate, @Nullable StoredThreshold threshold) {
    ObjectNode file = header.write(PUBLIC_FORMAT);
    if (threshold != null) {
      file.set(StoredThreshold.MEMBER, threshold.write(header.key()));
    }
    if (certificate != null) {
      file.set(CertificateCodec.MEMBER, CertificateCodec.write(certificate, header.key()));
    }
    return StrictJson.print(file);
  }

  /** Writes a private key, in clear if there is no passphrase. */
  static String writePrivate(
      KeyHeader header, PaillierPrivateKey key, char @Nullable [] passphrase) {
    ObjectNode file = header.write(PRIVATE_FORMAT);
    byte[] primes = primes(key);
    Base64.Encoder encoder = Base64.getEncoder();
    try {
      if (passphrase == null) {
        file.put("warning", CLEAR_WARNING).put("clear-primes", encoder.encodeToString(primes));
      } else {
        KeyLock lock = KeyLock.fresh();
        byte[] locked = lock.close(passphrase, associatedData(header), primes);
        file.set("lock", lock.write());
        file.put("locked-primes", encoder.encodeToString(locked));
      }
      return StrictJson.print(file);
    } finally {
      Arrays.fill(primes, (byte) 0);
    }
  }

  /** Reads the public part of either kind of file. */
  static StoredPublicKey readPublic(StrictJson file, KeyGate gate) {
    boolean isPrivate = isPrivate(file);
    if (!isPrivate) {
      file.requireString("format", PUBLIC_FORMAT);
      file.requireOnly(members(CertificateCodec.MEMBER, StoredThreshold.MEMBER));
    }
    KeyHeader header = KeyHeader.read(file);
    PaillierPublicKey key = gate.admit(file.path("n"), header.key().modulus());
    KeyCertificate certificate = isPrivate ? null : CertificateCodec.readFrom(file, key);
    StoredThreshold threshold =
        file.has(StoredThreshold.MEMBER) ? StoredThreshold.read(file, key) : null;
    return new StoredPublicKey(
        key, KeyFormat.BLINDSUM, header.study(), header.created(), certificate, threshold);
  }

  /** Reads a private file; asks for the passphrase only if it needs one, and wipes it. */
  static StoredPrivateKey readPrivate(StrictJson file, Supplier<char[]> passphrase) {
    file.requireString("format", PRIVATE_FORMAT);
    KeyHeader header = KeyHeader.read(file);
    boolean encrypted = file.has("lock");
    OpenedLock opened =
        encrypted ? unlock(file, header, passphrase) : new OpenedLock(clearPrimes(file), false);
    try {
      PaillierPrivateKey key = key(opened.secret(), header.key());
      return new StoredPrivateKey(
          key,
          KeyFormat.BLINDSUM,
          header.study(),
          header.created(),
          encrypted,
          opened.damagedPassphrase());
    } finally {
      opened.wipe();
    }
  }

  private static OpenedLock unlock(StrictJson file, KeyHeader header, Supplier<char[]> passphrase) {
    file.requireOnly(members("lock", "locked-primes"));
    KeyLock lock = KeyLock.read(file.object("lock"));
    byte[] locked = KeyLock.bytes(file, "locked-primes");
    char[] secret = passphrase.get();
    try {
      return OpenedLock.open(lock, secret, associatedData(header), locked);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static byte[] clearPrimes(StrictJson file) {
    file.requireOnly(members("warning", "clear-primes"));
    file.requireString("warning", CLEAR_WARNING);
    return KeyLock.bytes(file, "clear-primes");
  }

  private static Set<String> members(String... more) {
    Set<String> members = new HashSet<>(KeyHeader.MEMBERS);
    members.addAll(List.of(more));
    return members;
  }

  /** The header as compact JSON in the order of writing, whatever the layout of the file. */
  private static byte[] associatedData(KeyHeader header) {
    return header.write(PRIVATE_FORMAT).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] primes(PaillierPrivateKey key) {
    int width = key.publicKey().plaintextBytes();
    byte[] primes = new byte[2 * width];
    Numbers.copyRight(key.p(), primes, width);
    Numbers.copyRight(key.q(), primes, 2 * width);
    return primes;
  }

  private static PaillierPrivateKey key(byte[] primes, PaillierPublicKey expected) {
    int width = expected.plaintextBytes();
    if (primes.length != 2 * width) {
      throw new InvalidKeyException("primes: not as wide as n");
    }
    BigInteger p = new BigInteger(1, primes, 0, width);
    BigInteger q = new BigInteger(1, primes, width, width);
    PaillierPrivateKey key = PaillierPrivateKey.of(p, q);
    if (!key.publicKey().equals(expected)) {
      throw new InvalidKeyException("primes: their product is not n");
    }
    return key;
  }
}
