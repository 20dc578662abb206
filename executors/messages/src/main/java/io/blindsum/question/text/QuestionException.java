package io.blindsum.question.text;

import io.blindsum.encoding.PrintableText;

/** Refuses a question: which member is wrong, and what about it. */
public final class QuestionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_LINE = 500;

  private final String member;
  private final String entry;
  private final String what;

  QuestionException(String member, String entry, String what) {
    super(
        PrintableText.of(
            (entry.isEmpty() ? member : member + "." + entry) + ": " + what, LONGEST_LINE));
    this.member = member;
    this.entry = entry;
    this.what = PrintableText.of(what, LONGEST_LINE);
  }

  QuestionException(String member, String what) {
    this(member, "", what);
  }

  /** Returns the member that is wrong. */
  public String member() {
    return member;
  }

  /** Returns the name within a member of names, such as a column; empty if the whole is wrong. */
  public String entry() {
    return entry;
  }

  /** Returns what is wrong. */
  public String what() {
    return what;
  }
}
