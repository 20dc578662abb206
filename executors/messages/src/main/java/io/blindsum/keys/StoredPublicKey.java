package io.blindsum.keys;

import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A public key as a file holds it, with what the file tells of it.
 *
 * @param key the key, admitted by a gate
 * @param format the format it was found in
 * @param study the study it was made for; only our own files say
 * @param created when it was made; only our own files say
 * @param certificate what proves it to be a good one, not verified yet; only our own files have it
 * @param threshold who opens results, if holders share the key; not verified yet
 */
public record StoredPublicKey(
    PaillierPublicKey key,
    KeyFormat format,
    @Nullable String study,
    @Nullable Instant created,
    @Nullable KeyCertificate certificate,
    @Nullable StoredThreshold threshold) {}
