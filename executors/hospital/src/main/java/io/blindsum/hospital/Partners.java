package io.blindsum.hospital;

import io.blindsum.protection.SealPublicKey;
import io.blindsum.protection.VerifyingKey;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a site knows by their keys, as its own file names them; no job can.
 *
 * @param sealTo the cloud to whose key batches are sealed; empty unless the policy asks for seals
 * @param researchers whose signature a job needs; if there are none, jobs need no signature
 */
public record Partners(Optional<SealPublicKey> sealTo, Set<VerifyingKey> researchers) {
  static final Partners NONE = new Partners(Optional.empty(), Set.of());

  public Partners {
    researchers = Set.copyOf(researchers);
  }
}
