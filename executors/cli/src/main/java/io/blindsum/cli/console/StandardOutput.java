package io.blindsum.cli.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The standard output as a channel that fails when it is closed or full: a print stream hides it.
 */
public final class StandardOutput implements WritableByteChannel {
  private static final int PIECE_BYTES = 1 << 16;

  /**
   * Refuses to send bytes to a terminal.
   *
   * @param file such a file as they belong into
   */
  public static void requireNoTerminal(String file) {
    if (Terminal.isOutput()) {
      throw CommandException.usage(
          "the output is bytes, which a terminal cannot show", "-o " + file + ", or > " + file);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    byte[] piece = new byte[Math.min(PIECE_BYTES, source.remaining())];
    source.get(piece);
    System.out.write(piece, 0, piece.length);
    if (System.out.checkError()) {
      throw new IOException("the reader of the output is gone, or the disk is full");
    }
    return piece.length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // the process owns it
  }
}
