package io.blindsum.testing;

/** Tests that take minutes in their full size: each build runs a short form of them. */
public final class LongForm {
  private static final boolean LONG = Boolean.getBoolean("blindsum.long");

  private LongForm() {}

  /** Returns the second size with {@code -Dblindsum.long=true}, and else the first. */
  public static int of(int shortForm, int longForm) {
    return LONG ? longForm : shortForm;
  }
}
