package io.blindsum.release.rule;

/** What becomes of a count. */
public enum Release {
  /** It is shown. */
  SHOWN,
  /** It is hidden, being above 0 and below the least that may be shown. */
  SMALL,
  /** It is hidden to protect small ones. */
  PROTECTING
}
