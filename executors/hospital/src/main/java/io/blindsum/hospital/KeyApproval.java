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
  // reading a key from the list checks its certificate, which takes long
  private final Map<String, KeyForm> forms = new ConcurrentHashMap<>();

  private KeyApproval(Set<String> fingerprints, Optional<ApprovedKeys> list) {
    this.fingerprints = fingerprints;
    this.list = list;
  }

  static KeyApproval of(SitePolicy policy, ModularArithmetic arithmetic) {
    return new KeyApproval(
        policy.keys(),
        policy
            .approvedKeys()
            .map(folder -> ApprovedKeys.open(folder, KeyGate::standard, arithmetic)));
  }

  boolean isApproved(PaillierPublicKey key) {
    return fingerprints.contains(key.fingerprint()) || isOnList(key);
  }

  /** Returns what is known of a key's primes, which decides how fast its values may be blinded. */
  KeyForm formOf(PaillierPublicKey key) {
    return isOnList(key) ? forms.getOrDefault(key.fingerprint(), KeyForm.UNKNOWN) : KeyForm.UNKNOWN;
  }

  private boolean isOnList(PaillierPublicKey key) {
    String fingerprint = key.fingerprint();
    try {
      if (list.isEmpty() || !list.get().fingerprints().contains(fingerprint)) {
        return false;
      }
      if (!forms.containsKey(fingerprint)) {
        list.get()
            .find(fingerprint)
            .map(ApprovedKey::form)
            .ifPresent(f -> forms.put(fingerprint, f));
      }
      return forms.containsKey(fingerprint);
    } catch (KeyFileException e) {
      LOG.log(System.Logger.Level.ERROR, "approved key: {0}", e.getMessage());
      return false;
    }
  }
}
