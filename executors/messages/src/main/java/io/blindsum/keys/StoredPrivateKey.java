package io.blindsum.keys;

import io.blindsum.paillier.PaillierPrivateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A private key as a file holds it, with what the file tells of it.
 *
 * @param key the key, its primes checked again
 * @param format the format it was found in
 * @param study the study it was made for; only our own files say
 * @param created when it was made; only our own files say
 * @param encrypted whether the file needs a passphrase
 * @param damagedPassphrase whether the passphrase that locks it was damaged by the locale in which
 *     the file was made, so that others open it too: it is to be locked anew
 */
public record StoredPrivateKey(
    PaillierPrivateKey key,
    KeyFormat format,
    @Nullable String study,
    @Nullable Instant created,
    boolean encrypted,
    boolean damagedPassphrase) {

  /** Describes a file that no passphrase locks, or the one that was meant. */
  public StoredPrivateKey(
      PaillierPrivateKey key,
      KeyFormat format,
      @Nullable String study,
      @Nullable Instant created,
      boolean encrypted) {
    this(key, format, study, created, encrypted, false);
  }
}
