package io.blindsum.keys;

import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyCertificate;
import io.blindsum.paillier.proof.KeyForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that a site has approved.
 *
 * @param key the key, checked again when it was read
 * @param form the form of its primes: what the certificate shows, or what the site vouches for
 * @param certificate what proves it to be a good one; null if it was approved without
 * @param threshold who opens results, if holders share the key; verified
 * @param approved when, in whole seconds
 */
public record ApprovedKey(
    PaillierPublicKey key,
    KeyForm form,
    @Nullable KeyCertificate certificate,
    @Nullable StoredThreshold threshold,
    Instant approved) {
  /** Tells whether no single holder opens results. */
  public boolean isShared() {
    return threshold != null && threshold.needed() > 1;
  }
}
