package io.blindsum.cli.report;

/** A part of the page. */
interface Section {
  /** Writes it, or nothing if the result has nothing for it. */
  void write(Writing page);
}
