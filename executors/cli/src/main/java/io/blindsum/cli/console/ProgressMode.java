package io.blindsum.cli.console;

/** How progress is shown; the names are those of {@code --progress}. */
public enum ProgressMode {
  /** A bar on a terminal, nothing elsewhere. */
  AUTO,
  /** A line every few seconds. */
  PLAIN,
  /** A JSON object a line, every second and at the end. */
  JSON,
  NONE
}
