package io.blindsum.messages;

import io.blindsum.encoding.PrintableText;

/**
 * A site that contributed nothing.
 *
 * @param site the hospital
 * @param reason why, in one line; of a stranger's text, which may be anything, what can be printed
 */
public record MissingSite(String site, String reason) {
  private static final int LONGEST_REASON = 190;

  public MissingSite {
    Check.name("site", site);
    // a bad reason leaves the site out all the same, and must not end the run of the others
    reason = reason.isBlank() ? "no reason given" : PrintableText.of(reason, LONGEST_REASON);
  }
}
