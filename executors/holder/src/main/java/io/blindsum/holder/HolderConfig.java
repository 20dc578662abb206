package io.blindsum.holder;

import io.blindsum.colony.ColonyConfig;
import io.blindsum.keys.StoredShare;
import io.blindsum.messages.TrustedSigners;
import java.nio.file.Path;

/**
 * What a holder's file says.
 *
 * @param state the folder for the signing key, the audit log and what was opened
 * @param colony the server to work for
 * @param share the holder's share, sealed
 * @param unsealWith the file of the sealing key that opens it
 * @param signers the sites and clouds whose results are opened, and the release executors that may
 *     ask
 * @param policy what may be opened
 */
public record HolderConfig(
    Path state,
    ColonyConfig colony,
    StoredShare share,
    Path unsealWith,
    TrustedSigners signers,
    HolderPolicy policy) {}
