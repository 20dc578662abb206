package io.blindsum.cli.rehearsal;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.ApprovedKey;
import io.blindsum.keys.ApprovedKeys;
import io.blindsum.keys.ApprovedKeys.ApprovalGrounds;
import io.blindsum.keys.KeyFiles;
import io.blindsum.paillier.KeyGate;
import io.blindsum.paillier.proof.KeyForm;
import java.nio.file.Path;

/** The keys that the hospitals of a rehearsal approve. */
public final class RehearsalKeys {
  private RehearsalKeys() {}

  /**
   * Does what {@code key approve} does, for all hospitals at once, but for the search for weak
   * primes, which takes a minute and finds none in a key that keygen made on this machine.
   *
   * @param folder of the approved keys
   */
  public static ApprovedKey approve(Path publicKey, Path folder, ModularArithmetic arithmetic) {
    return ApprovedKeys.openForOwnKeys(folder, arithmetic)
        .approve(
            KeyFiles.readPublic(publicKey, KeyGate.standard()),
            new ApprovalGrounds(false, KeyForm.UNKNOWN),
            done -> {});
  }
}
