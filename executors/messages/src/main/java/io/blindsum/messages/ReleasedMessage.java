package io.blindsum.messages;

import java.util.List;

/**
 * What a release executor answers: the tables that may be shown of a result, sealed to who asked.
 *
 * @param run the run's nonce
 * @param study the study
 * @param releaser the name of the release executor
 * @param result the digest of the trailer of the result's frame
 * @param digest SHA-256 of the sealed tables, which travel as the frame
 * @param openedBy the holders whose parts opened it
 * @param missing the holders whose part was refused or did not come, and why
 */
public record ReleasedMessage(
    String run,
    String study,
    String releaser,
    String result,
    String digest,
    List<String> openedBy,
    List<MissingHolder> missing)
    implements Message {
  public ReleasedMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.name("releaser", releaser);
    Check.hex("result", result);
    Check.hex("digest", digest);
    openedBy = Check.names("opened_by", openedBy);
    missing = Check.list("missing", missing);
  }
}
