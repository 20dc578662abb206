package io.blindsum.releaser;

import io.blindsum.colony.ColonyConfig;
import io.blindsum.frame.ReleaseRule;
import io.blindsum.keys.StoredPublicKey;
import io.blindsum.messages.TrustedSigners;
import io.blindsum.protection.VerifyingKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the file of a release executor says.
 *
 * @param name by which holders and researchers know it
 * @param state the folder for its keys and its audit log
 * @param colony the server to work for
 * @param keys that holders share, and whose results it opens
 * @param signers the sites, clouds and holders whose word it takes
 * @param researchers whose signature a request needs
 * @param rule what it shows at most
 * @param waitSeconds how long it waits for the holders
 */
public record ReleaserConfig(
    String name,
    Path state,
    ColonyConfig colony,
    List<StoredPublicKey> keys,
    TrustedSigners signers,
    Set<VerifyingKey> researchers,
    ReleaseRule rule,
    int waitSeconds) {
  /** Copies the lists. */
  public ReleaserConfig {
    keys = List.copyOf(keys);
    researchers = Set.copyOf(researchers);
  }
}
