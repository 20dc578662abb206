package io.blindsum.release.page;

/** A part of a page. */
public interface Section {
  /** Writes it, or nothing if there is nothing for it. */
  void write(Writing page);
}
