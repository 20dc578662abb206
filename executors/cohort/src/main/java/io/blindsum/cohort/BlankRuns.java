package io.blindsum.cohort;

import java.io.IOException;
import java.io.Reader;

/**
 * A text whose columns are aligned by blanks: several of them outside of quotes are one, and those
 * at the ends of lines none.
 */
final class BlankRuns extends Reader {
  private final Reader in;
  private boolean quoted;
  private boolean atStart = true;
  private boolean pending;

  BlankRuns(Reader in) {
    this.in = in;
  }

  /**
   * {@inheritDoc}
   *
   * @param length at least 2
   */
  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int to = offset;
    while (to == offset) {
      // one place is left for a blank of the characters before
      int end = offset + 1 + in.read(target, offset + 1, length - 1);
      if (end <= offset) {
        return -1;
      }
      for (int i = offset + 1; i < end; i++) {
        to = keep(target[i], target, to);
      }
    }
    return to - offset;
  }

  private int keep(char c, char[] target, int from) {
    int to = from;
    if (c == ' ' && !quoted) {
      pending = !atStart;
      return to;
    }
    quoted ^= c == '"';
    atStart = !quoted && (c == '\n' || c == '\r');
    if (pending && !atStart) {
      target[to++] = ' ';
    }
    pending = false;
    target[to++] = c;
    return to;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
