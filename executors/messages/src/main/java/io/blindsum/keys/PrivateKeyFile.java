package io.blindsum.keys;

import io.blindsum.paillier.PaillierPrivateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a file tells of a private key.
 *
 * @param key the key, its primes checked again
 * @param format the format it was found in
 * @param study the study it was made for; only our own files say
 * @param created when it was made; only our own files say
 * @param encrypted whether the file needs a passphrase
 */
public record PrivateKeyFile(
    PaillierPrivateKey key,
    KeyFormat format,
    @Nullable String study,
    @Nullable Instant created,
    boolean encrypted) {}
