package io.blindsum.cohort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes rows of ASCII text and decimal numbers through one buffer, with no object a row. */
final class CsvBytes {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_NUMBER = 20;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] digits = new byte[LONGEST_NUMBER];
  private int used;

  CsvBytes(OutputStream out) {
    this.out = out;
  }

  /** Writes a character of a row. */
  CsvBytes put(char ascii) throws IOException {
    if (used == BUFFER_BYTES) {
      drain();
    }
    buffer[used++] = (byte) ascii;
    return this;
  }

  CsvBytes text(String ascii) throws IOException {
    for (byte b : ascii.getBytes(StandardCharsets.US_ASCII)) {
      put((char) b);
    }
    return this;
  }

  /**
   * Writes a number that counts units of 10^-decimals, such as 750 with 2 decimals as 7.50.
   *
   * @param scaled at least 0
   */
  CsvBytes number(long scaled, int decimals) throws IOException {
    int count = 0;
    long rest = scaled;
    while (rest > 0 || count <= decimals) {
      digits[count++] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    while (count > 0) {
      if (count == decimals) {
        put('.');
      }
      put((char) digits[--count]);
    }
    return this;
  }

  /** Hands everything on and flushes it. */
  void flush() throws IOException {
    drain();
    out.flush();
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
