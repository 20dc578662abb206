package io.blindsum.messages;

/**
 * A site that contributed nothing.
 *
 * @param site the hospital
 * @param reason why, in one line
 */
public record MissingSite(String site, String reason) {
  public MissingSite {
    Check.name("site", site);
    Check.name("reason", reason);
  }
}
