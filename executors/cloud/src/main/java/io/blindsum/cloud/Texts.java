package io.blindsum.cloud;

/** Phrases that several messages share. */
final class Texts {
  private Texts() {}

  /** Returns {@code " (and 4 more)"}, or nothing for none. */
  static String andMore(int count) {
    return count == 0 ? "" : " (and " + count + " more)";
  }
}
