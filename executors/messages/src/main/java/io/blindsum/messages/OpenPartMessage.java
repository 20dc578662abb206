package io.blindsum.messages;

/**
 * A holder's answer to an {@link OpenRequestMessage}: its part, sealed to the release executor, or
 * why there is none. The process closes successfully either way.
 *
 * @param run the run's nonce
 * @param study the study
 * @param holder who answers
 * @param request the digest of the request, as the release executor signed it
 * @param digest SHA-256 of the sealed part, which travels as the frame; empty without a part
 * @param reason why there is no part, in one line; empty with one. A holder may sign anything here:
 *     {@link #missing} has what can be shown of it
 */
public record OpenPartMessage(
    String run, String study, String holder, String request, String digest, String reason)
    implements Message {
  public OpenPartMessage {
    Check.hex("run", run);
    Check.name("study", study);
    Check.name("holder", holder);
    Check.hex("request", request);
    if (reason.isEmpty()) {
      Check.hex("digest", digest);
    } else {
      Check.require(digest.isEmpty(), "digest", "is of a part, and there is a reason for none");
    }
  }

  /** Returns the holder as one that contributes nothing, whatever it says why. */
  public MissingHolder missing() {
    return new MissingHolder(holder, reason);
  }
}
