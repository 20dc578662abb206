package io.blindsum.holder;

import io.blindsum.arith.ModularArithmetic;
import io.blindsum.keys.SealKeyFile;
import io.blindsum.text.DataException;
import java.util.Set;

/** What a holder's file has to say before it can open anything, looked at before it starts. */
public final class HolderReadiness {
  private HolderReadiness() {}

  /**
   * Refuses a holder that would start and then open nothing, and one whose share does not open.
   *
   * @throws DataException naming the member of the file and the fix
   * @throws io.blindsum.keys.KeyFileException if the share does not open, or is not one of the key
   */
  public static void require(HolderConfig config, ModularArithmetic arithmetic) {
    require(
        !config.signers().sites().isEmpty() && !config.signers().clouds().isEmpty(),
        "signers: no site's key, or no cloud's: nobody's result would be opened",
        config,
        "blindsum executor hospital --show-keys and executor cloud --show-keys, told by their"
            + " people");
    require(
        config.signers().sites().size() >= config.policy().sitesMin(),
        "sites_min is %s, and signers knows %s sites: every result would be refused"
            .formatted(config.policy().sitesMin(), config.signers().sites().size()),
        config,
        "the keys of all sites of the study, or a lower sites_min");
    require(
        !config.signers().releasers().isEmpty(),
        "releasers lists nobody: every request would be refused",
        config,
        "blindsum executor release --show-keys, told by its people");
    require(
        !config.policy().studies().getOrDefault(config.share().study(), Set.of()).isEmpty(),
        "studies lists no question of study "
            + config.share().study()
            + ": every request would be refused",
        config,
        "read the question, and list the hash that blindsum query plan prints");
    config.share().open(SealKeyFile.read(config.unsealWith()), arithmetic);
  }

  private static void require(boolean holds, String what, HolderConfig config, String fix) {
    if (!holds) {
      throw new DataException(what, "holder " + config.share().holder(), fix);
    }
  }
}
