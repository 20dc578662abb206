package io.blindsum.messages;

/**
 * What a hospital answers when its policy lets nothing leave. The process closes successfully: one
 * that fails would take its whole graph with it.
 *
 * @param run the run's nonce
 * @param study the study, or {@link #NO_STUDY}
 * @param site the hospital
 * @param plan the id of the process that was to plan
 * @param reason one line; the same for every cohort that is too small, and never with a count. A
 *     site may sign anything here: {@link #missing} has what can be shown of it
 */
public record AbstainedMessage(String run, String study, String site, String plan, String reason)
    implements Message {
  /** Stands for the study of a call that names none, as those for single records may. */
  public static final String NO_STUDY = "-";

  public AbstainedMessage {
    Check.hex("run", run);
    if (!study.equals(NO_STUDY)) {
      Check.name("study", study);
    }
    Check.name("site", site);
    Check.hex("plan", plan);
  }

  /** Returns the site as one that contributes nothing, whatever it says why. */
  public MissingSite missing() {
    return new MissingSite(site, reason);
  }
}
