package io.blindsum.messages;

import io.blindsum.encoding.PrintableText;

/**
 * A holder whose part is not in a result that others opened.
 *
 * @param holder who
 * @param reason why, in one line; of a stranger's text, which may be anything, what can be printed
 */
public record MissingHolder(String holder, String reason) {
  private static final int LONGEST_REASON = 190;

  public MissingHolder {
    Check.name("holder", holder);
    reason = reason.isBlank() ? "no reason given" : PrintableText.of(reason, LONGEST_REASON);
  }
}
