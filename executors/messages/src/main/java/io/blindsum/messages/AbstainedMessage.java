package io.blindsum.messages;

/**
 * What a hospital answers when its policy lets nothing leave. The process closes successfully: one
 * that fails would take its whole graph with it.
 *
 * @param study the study
 * @param site the hospital
 * @param plan the id of the process that was to plan
 * @param reason one line; the same for every cohort that is too small, and never with a count
 * @param signer who signed; may be empty
 * @param signature may be empty
 */
public record AbstainedMessage(
    String study, String site, String plan, String reason, String signer, String signature)
    implements Message {
  public AbstainedMessage {
    Check.name("study", study);
    Check.name("site", site);
    Check.hex("plan", plan);
    Check.name("reason", reason);
    Check.line("signer", signer);
    Check.line("signature", signature);
  }

  @Override
  public AbstainedMessage signedBy(String newSigner, String newSignature) {
    return new AbstainedMessage(study, site, plan, reason, newSigner, newSignature);
  }
}
