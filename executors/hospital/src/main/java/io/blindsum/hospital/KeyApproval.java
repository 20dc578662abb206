package io.blindsum.hospital;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.ApprovedKey;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.KeyFileException;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.PaillierPublicKey;
import io.blindsum.paillier.proof.KeyForm;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that a site approved: those whose fingerprints its file lists, and those on the list
 * that {@code key approve} keeps. A key that is taken off the list is refused from then on.
 */
final class KeyApproval {
  private static final System.Logger LOG = System.getLogger(KeyApproval.class.getName());

  private final Set<String> fingerprints;
  private final Optional<ApprovedKeys> list;
  private final boolean sharedOnly;
  // reading a key from the list checks its certificate, which takes long
  private final Map<String, ApprovedKey> read = new ConcurrentHashMap<>();

  private KeyApproval(Set<String> fingerprints, Optional<ApprovedKeys> list, boolean sharedOnly) {
    this.fingerprints = fingerprints;
    this.list = list;
    this.sharedOnly = sharedOnly;
  }

  static KeyApproval of(SitePolicy policy, ModularArithmetic arithmetic) {
    return new KeyApproval(
        policy.keys(),
        policy
            .approvedKeys()
            .map(folder -> ApprovedKeys.open(folder, KeyGate::standard, arithmetic)),
        policy.sharedKeysOnly());
  }

  /** Tells whether a key is approved; by its fingerprint alone nobody sees who has it. */
  boolean isApproved(PaillierPublicKey key) {
    return refusal(key).isEmpty();
  }

  /** Returns why a key is refused; empty if it is approved. */
  Optional<String> refusal(PaillierPublicKey key) {
    Optional<ApprovedKey> onList = onList(key);
    if (onList.isEmpty() && !fingerprints.contains(key.fingerprint())) {
      return Optional.of("the key is not on the site's list");
    }
    return sharedOnly && onList.filter(ApprovedKey::isShared).isEmpty()
        ? Optional.of("the site takes keys that holders share, and this one somebody has")
        : Optional.empty();
  }

  /** Returns what is known of a key's primes, which decides how fast its values may be blinded. */
  KeyForm formOf(PaillierPublicKey key) {
    return onList(key).map(ApprovedKey::form).orElse(KeyForm.UNKNOWN);
  }

  private Optional<ApprovedKey> onList(PaillierPublicKey key) {
    String fingerprint = key.fingerprint();
    try {
      if (list.isEmpty() || !list.get().fingerprints().contains(fingerprint)) {
        return Optional.empty();
      }
      if (!read.containsKey(fingerprint)) {
        list.get().find(fingerprint).ifPresent(approved -> read.put(fingerprint, approved));
      }
      return Optional.ofNullable(read.get(fingerprint));
    } catch (KeyFileException e) {
      LOG.log(System.Logger.Level.ERROR, "approved key: {0}", e.getMessage());
      return Optional.empty();
    }
  }
}
