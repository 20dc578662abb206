package io.blindsum.release.audit;

/** What becomes of a quantity. */
public enum Mark {
  /** It is printed. */
  SHOWN,
  /** Less than the least count stands in its place. */
  SMALL,
  /** It is hidden, being at least the least count. */
  PROTECTING,
  /** It is hidden, and may be any number. */
  ANY;

  /** Tells whether it is hidden. */
  public boolean isHidden() {
    return this != SHOWN;
  }
}
